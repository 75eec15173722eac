app_name = "basket"
urlpatterns: list = []
