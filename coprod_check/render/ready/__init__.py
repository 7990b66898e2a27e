"""The templates of pages and forms as code, made by ``release/ready_templates.py``: nothing here is edited by hand."""
