"""Placeholder until the graph floor is there."""
import typer
def register(app: typer.Typer) -> None:
    """Nothing yet."""
