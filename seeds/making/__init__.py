"""Makes `seeds/actors/*.ttl` from tables of facts; run `seeds/make_actors.py`."""
