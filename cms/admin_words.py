"""Words of Wagtail's admin that its own Indonesian catalogue lacks, named here so that ours translates them."""

from django.utils.translation import gettext_noop as _

WORDS = (
    # the frame
    _("Search…"), _("Sidebar"), _("Toggle sidebar"), _("Toggle breadcrumbs"), _("Breadcrumb"), _("Pagination"),
    _("Close dialog"), _("Toggle section"), _("Actions (footer)"), _("Loading"), _("More actions"), _("account"),
    _("Application"), _("Section"), _("Keyboard shortcuts"), _("Keyboard shortcut"), _("All keyboard shortcuts"),
    _("Show keyboard shortcuts"), _("Text editing"), _("Text formatting"), _("Bold"), _("Italic"), _("Cut"), _("Paste"),
    _("Paste without formatting"), _("Insert or edit a link"), _("Superscript"), _("Subscript"), _("Strike-through"),
    _("Add or show comments"), _("Close modal dialogs (like this one)"), _("Toggle minimap"), _("Monospace (code)"),
    # lists
    _("Download XLSX"), _("Download CSV"), _("Filter by"), _("Show filters"), _("Clear all filters"), _("Any"),
    _("There are no %(model_name)s to display."), _("No %(model_name)s match your query."), _("%(field_label)s:"),
    _("Sort by '%(label)s' in ascending order."), _("Sort by '%(label)s' in descending order."),
    _("More options for '%(title)s'"), _("There are no results."), _("Clear"), _("Apply filters"),
    # forms
    _("New: %(model_name)s"), _("Add %(model_name)s"), _("Creating…"), _("Saving…"), _("Add comment"), _("Status: "),
    _("View history"), _("Save your changes before leaving"), _("You have <span>unsaved edits</span>"),
    # pages
    _("Exploring"), _("Sort menu order"), _("Edited by"), _("Has child pages"), _("Page type"), _("Select row"),
    _("Select all"), _("Select"), _("Current page status:"), _("Visit the live page"), _("Bulk actions"),
    _("Move selected pages"), _("Delete selected pages"), _("Publish selected pages"), _("Unpublish selected pages"),
    _("For search engines"), _("For site menus"), _("Heading 2"), _("Heading 3"), _("Saved"), _("Autosave is paused"),
    _("Toggle status"), _("Toggle preview"), _("Toggle checks"), _("Toggle comments"), _("Checks"), _("Comments"),
    _("Minimap"), _("No publishing schedule set"), _("Set schedule"), _("Locale: "), _("No other translations"),
    _("Locking: "), _("Anyone can edit this %(model_name)s"), _("Page visibility: "), _("Visible to all"),
    _("Once live anyone can view"), _("Not visible to the public"), _("Preview in mobile size"),
    _("Preview in tablet size"), _("Preview in desktop size"), _("Preview in new tab"), _("Preview is out of date"),
    _("Page title"), _("slug"), _("title tag"), _("meta description"), _("Save schedule"),
    _("Set publishing schedule"), _("Choose when this page should go live and/or expire"),
    _("The name of the page displayed on search engine results as the clickable headline."),
    _("The descriptive text displayed underneath a headline in search engine results."),
    # images, account, reports
    _("Oldest"), _("Grid layout"), _("List layout"), _("Usage count"), _("Minimum"), _("Tag"), _("Add to collection"),
    _("Name and Email"), _("Profile picture"), _("Upload a profile picture:"), _("Theme preferences"),
    _("admin theme"), _("System default"), _("Light"), _("Dark"), _("contrast"), _("More contrast"), _("density"),
    _("Locked pages"), _("Workflows"), _("Workflow tasks"), _("Site history"), _("Aging pages"),
    _("Page types usage"), _("No log entries found."), _("Needs changes"), _("Site: %(site_name)s"),
)  # fmt: skip
