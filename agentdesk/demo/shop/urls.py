"""Addresses of the demo's shop, under /demo/shop/."""

from django.urls import path

from agentdesk.demo.shop.views import shop

urlpatterns = [path("", shop, name="demo-shop")]
