from . import test_documents, test_orders_without_pdf
