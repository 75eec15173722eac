"""The look of the shop: styles, scripts, template tags and the pages that explain what went wrong."""
