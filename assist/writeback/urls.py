from django.urls import path

from assist.writeback import views

urlpatterns = [
    path("crm/letters/", views.dead_letters, name="dead-letters"),
    path("crm/letters/<int:pk>/", views.dead_letter, name="dead-letter"),
    path("crm/letters/<int:pk>/resending/", views.resending, name="dead-letter-resending"),
]
