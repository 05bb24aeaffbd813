#!/usr/bin/env python3
"""Writes `seeds/actors/*.ttl` from a folder of fact tables and from the hand-made `seeds/tables/`.

    python seeds/make_actors.py ../shared/facts [--output FOLDER]

Names, codes, dates and ids come from the facts; the hand-made tables only select rows and add what
no table has: how news spells a name, metonyms, which demonym means which state. Equal tables give
equal bytes. A name that two actors of one type share is reported on stderr and is to be mended.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from making.people import offices
from making.writing import (
    HERE,
    NONE,
    Actor,
    Row,
    Tables,
    block,
    day,
    header,
    iri,
    literal,
    parts,
    plain,
    short,
    unique,
    with_plain,
)

CAPITAL = re.compile(r" ?[(;].*| in Romanian.*")  # "Kyiv (Kiev is …)", "Malabo; note …"
REMARK = re.compile(r" ?\((?!s\)|men\)).*?\)|;.*")  # "(singular and plural)", but not "(s)"

NOTHING: Row = {"code": "", "from": "", "id": "", "provenance": ""}


def countries(tables: Tables) -> Iterator[Actor]:
    """Yield every country and territory, each with its capital after it."""
    hand = {name: tables.hand(name) for name in ("country_names", "demonyms", "metonyms")}
    capitals = tables.hand("capitals")
    for row in tables.fact("countries"):
        own = {name: table.get(row["iso2"], {}) for name, table in hand.items()}
        label = tables.country(row["iso2"])
        capital = _capital(row, capitals.get(row["iso2"]))
        yield Actor(
            "Country",
            label,
            names=_names(row, own["country_names"]),
            demonyms=[name for name in _demonyms(row, own["demonyms"]) if name != label],
            metonyms=_metonyms(row, capital, own["metonyms"]),
            more=[
                ("gk:iso2", [literal(row["iso2"])]),
                ("gk:iso3", [literal(row["iso3"])] if row["iso3"] else []),
                ("gk:cameo", [literal(row["cameo"])] if row["cameo"] else []),
                ("gk:capital", [iri(capital[0])] if capital else []),
                ("owl:sameAs", [f"wd:{row['wikidata']}"] if row["wikidata"] else []),
            ],
        )
        if capital:
            yield Actor("Place", capital[0], capital[1:], more=[("gk:within", [iri(label)])])


def _names(row: Row, own: Row) -> list[str]:
    formal = [short(row["unterm_formal"]).removeprefix("the "), short(row["unterm_short"])]
    kept = [name for name in formal if name and name not in parts(own.get("not", ""))]
    return kept + parts(own.get("aliases", ""))


def _capital(row: Row, own: Row | None) -> list[str]:
    if own:
        return parts(own["capital"])
    return parts(CAPITAL.sub("", row["capital_factbook"]))


def _demonyms(row: Row, own: Row) -> list[str]:
    if own:
        return parts(own["demonyms"])
    cells = row["demonym_adj_factbook"] + "," + row["demonym_noun_factbook"]
    found = []
    for name in re.split(r",| or |/", REMARK.sub("", cells)):
        found += [name.strip().removesuffix("(s)"), name.strip().replace("(s)", "s")]
    return unique(name for name in found if name and name != "none")


def _metonyms(row: Row, capital: list[str], own: Row) -> list[str]:
    if own.get("metonyms") == NONE or (row["un_member"] != "1" and not own):
        return []  # the towns of territories rarely stand for their governments
    return unique(capital + parts(own.get("metonyms", "")))


def places(tables: Tables) -> Iterator[Actor]:
    """Yield cities, regions, seas and bases that are no capitals."""
    for row in tables.rows("places"):
        within = [iri(tables.country(row["country"]))] if row["country"] else []
        yield Actor("Place", row["label"], parts(row["aliases"]), more=[("gk:within", within)])


def organizations(tables: Tables) -> Iterator[Actor]:
    """Yield organizations and armed groups, with the CAMEO code and UCDP id of the facts.

    Conferences that are held every year stand among them, as events.
    """
    cameo, ucdp = _cameo(tables), {row["id"]: row for row in tables.fact("groups")}
    for row in tables.rows("organizations"):
        agent = cameo.get(plain(row["label"]), NOTHING)
        group = ucdp[row["ucdp"]] if row["ucdp"] else NOTHING
        within = row["within"] if len(row["within"]) != len("XX") else tables.country(row["within"])
        sources = unique(source for found in (agent, group) if (source := found["provenance"]))
        yield Actor(
            row["type"] or "Organization",
            row["label"],
            parts(row["aliases"]),
            parts(row["acronyms"]),
            metonyms=parts(row["metonyms"]),
            more=[
                ("gk:within", [iri(within)] if within else []),
                ("gk:cameo", [literal(agent["code"])] if agent["code"] else []),
                ("dct:identifier", [literal(group["id"])] if group["id"] else []),
                ("dct:source", [literal(source) for source in sources]),
            ],
        )


def _cameo(tables: Tables) -> dict[str, Row]:
    """Return the CAMEO rows of organisations and armed groups by the names they go by."""
    groups = [row for row in tables.fact("groups") if row["id"].startswith("cameo:")]
    groups = [row | {"code": row["id"].removeprefix("cameo:")} for row in groups]
    known: dict[str, Row] = {}
    for row in [*tables.fact("orgs_cameo"), *groups]:
        names = [row["name"].removeprefix("THE "), *parts(row["aliases"])]
        for name in names if row["kind"] != "MNC" else []:
            known.setdefault(plain(name), row)
    return known


def memberships(tables: Tables) -> Iterator[str]:
    """Yield the Turtle of who is a member of the organizations that the hand-made table selects."""
    bodies_by_igo = {row["igo"]: row["label"] for row in tables.rows("organizations") if row["igo"]}
    since = {
        (row["subject"], row["value"]): row
        for row in tables.fact("verified_facts")
        if row["fact"] == "memberOf"
    }
    for row in tables.fact("igo_membership_current"):
        if row["igo"] not in bodies_by_igo or row["status"] not in (
            "member",
            "permanent",
            "temporary",
        ):
            continue
        country, body = tables.country(row["iso2"]), bodies_by_igo[row["igo"]]
        dated = since.get((row["iso2"], row["igo"]), NOTHING)
        yield block(
            iri(f"{country}-{row['igo']}", "member/"),
            [
                ("a", ["org:Membership"]),
                ("org:member", [iri(country)]),
                ("org:organization", [iri(body)]),
                ("gk:from", day(dated["from"])),
                ("gk:asOf", day(row["as_of"])),
                ("dct:source", [literal(dated["provenance"])] if dated["provenance"] else []),
            ],
        )


def bodies(tables: Tables) -> Iterator[Actor]:
    """Yield ministries, forces, services and parliaments of states."""
    found: dict[str, Actor] = {}
    for iso2, row in tables.hand("ministries").items():
        for kind in parts(row["kinds"]):
            actor = _ministry(tables, iso2, row["adjective"], kind)
            found[actor.label] = actor
    for row in tables.rows("bodies"):
        actor = found.setdefault(row["label"], Actor("Organization", row["label"]))
        within = row["within"] or (tables.country(row["country"]) if row["country"] else "")
        actor.names += parts(row["aliases"])
        actor.acronyms += parts(row["acronyms"])
        actor.metonyms += parts(row["metonyms"])
        actor.more = [("gk:within", [iri(within)] if within else [])]
    yield from found.values()


def _ministry(tables: Tables, iso2: str, adjective: str, kind: str) -> Actor:
    country = tables.country(iso2)
    names = [
        row["pattern"].format(adjective=adjective, country=country)
        for row in tables.rows("ministry_names")
        if row["kind"] == kind
    ]
    return Actor("Organization", names[0], names[1:], more=[("gk:within", [iri(country)])])


def media(tables: Tables) -> Iterator[Actor]:
    """Yield news outlets, those of the facts with their domains."""
    own = tables.hand("media_names", "name")
    for row in tables.fact("media"):
        hand = own.get(row["name"], {})
        if hand.get("label") == NONE:
            continue
        yield Actor(
            "Organization",
            hand.get("label") or row["name"],
            parts(hand.get("aliases", "")),
            parts(hand.get("acronyms", "")),
            more=[
                ("gk:domain", [literal(row["domain"])]),
                ("gk:within", [iri(tables.country(row["country"]))]),
            ],
        )
    for row in tables.rows("media_more"):
        country = [iri(tables.country(row["country"]))] if row["country"] else []
        yield Actor(
            "Organization",
            row["label"],
            parts(row["aliases"]),
            parts(row["acronyms"]),
            more=[("gk:within", country)],
        )


def graphs(tables: Tables) -> dict[str, list[Actor | str]]:
    """Return the content of every file, by its name."""
    people, dated = offices(tables)
    return {
        "countries": [*countries(tables)],
        "cities": [*places(tables)],
        "organizations": [*organizations(tables)],
        "memberships": [*memberships(tables)],
        "ministries": [*bodies(tables)],
        "people": [*people],
        "offices": [*dated],
        "media": [*media(tables)],
    }


def clashes(actors: list[Actor]) -> Iterator[str]:
    """Yield a line for each string that two actors of one type, or two IRIs, claim."""
    owners: defaultdict[str, set[str]] = defaultdict(set)
    for actor in actors:
        owners[f"IRI {iri(actor.label)}"].add(f"{actor.type} {actor.label}")
        kinds = {
            f"{actor.type} name": [actor.label, *actor.names, *actor.acronyms],
            "demonym": actor.demonyms,
            "metonym": actor.metonyms,
        }
        for kind, names in kinds.items():
            for name in with_plain(*names):
                owners[f"{kind} {name.removeprefix('The ')}"].add(actor.label)
    for string, labels in sorted(owners.items()):
        if len(labels) > 1:
            yield f"{string}: {' / '.join(sorted(labels))}"


def main(arguments: list[str] | None = None) -> int:
    """Write the files; return 1 where names clash, else 0."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("facts", type=Path, help="folder of the fact tables")
    parser.add_argument("--output", type=Path, default=HERE / "actors", help="folder to write to")
    options = parser.parse_args(arguments)
    options.output.mkdir(parents=True, exist_ok=True)
    tables = Tables(options.facts)
    content = graphs(tables)
    for graph in tables.rows("graphs"):
        blocks = [block_of(item) for item in content[graph["name"]]]
        path = options.output / f"{graph['name']}.ttl"
        path.write_text("\n".join([header(graph), *blocks]), encoding="utf-8")
    everyone = [item for items in content.values() for item in items if isinstance(item, Actor)]
    found = list(clashes(everyone))
    sys.stderr.writelines(f"warning: {line}\n" for line in found)
    return min(len(found), 1)


def block_of(item: Actor | str) -> str:
    """Return the Turtle of an actor, or of what is Turtle already."""
    return item if isinstance(item, str) else item.turtle()


if __name__ == "__main__":
    sys.exit(main())
