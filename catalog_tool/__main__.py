"""`python -m catalog_tool`."""

from catalog_tool.cli.app import run

if __name__ == "__main__":
    run()
