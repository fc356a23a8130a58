"""Content in files: company, cast, taxonomy, articles, saved replies, journeys, tools, scorecards.

`manage.py import_content FOLDER` reads every file first and reports all faults with file, line and key; only a folder without
a fault is brought in, in one transaction. The same folder again changes nothing, a changed file updates what it describes.
Every file may be left out. `manage.py fill_demo` brings in the demo's folder and lets some past cases happen.
"""
