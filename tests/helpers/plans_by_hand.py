"""Plans as people may write them: every form that TOML allows, with comments in every place that it allows."""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import tomli_w

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from random import Random

WORDS = (
    "ask Jo", "1 = 2", "[people]", "[[actions]]", '"', "'", '"""', "'''", "]", "}", "a, b", "# twice", "Žofie ☘ عمر",
    "\t", "\\", "notes = ''", "e\u0301", "\u2028", "\u0085", "\ufeff", "\u202eback", "status", "= {", "🙂", "",
)  # fmt: skip
TEXTS = (*WORDS, "one\ntwo\n", "\n# no comment\n[people]\n", 'it\'s "so"\n\n', "x" * 120, "\x01\x7f", "a\r\nb\rc", "  ")
KEYS = ("cost", "who pays", "café", "a.b", "", "#", "x-1", "17", 'says "no"', "it's", "nan", "[x]")  # fmt: skip
VALUES = (
    0, -7, 10**12, 1.5, -0.0, float("inf"), True, False,
    *(tomllib.loads(f"x = {each}")["x"] for each in (
        "2027-01-17", "10:30:00", "2027-01-17T10:30:00", "2027-01-17T10:30:00.25Z", "2027-01-17 10:30:00-03:00",
    )),
)  # fmt: skip


@dataclass
class ByHand:
    """Writes values down in one of the many ways, and keeps the comments that it put between them."""

    random: Random
    often: float = 0.3
    comments: list[str] = field(default_factory=list)

    # Comments.

    def beside(self) -> str:
        """A comment behind something, or none."""
        return f"{self.blank()}{self._comment()}" if self.random.random() < self.often else self.blank()

    def above(self) -> str:
        """Lines of comments, blank lines, or none."""
        lines = ""
        while self.random.random() < self.often:
            lines += self.blank() + (self._comment() if self.random.random() < 0.6 else "") + "\n"
        return lines

    def _comment(self) -> str:
        if self.comments and self.random.random() < 0.1:
            self.comments.append(self.random.choice(self.comments))  # people write the same twice
        else:
            self.comments.append(f"#{self.random.choice(WORDS)} {len(self.comments)}{self.random.choice(WORDS)}")
        self.comments[-1] = self.comments[-1].rstrip(" \t")
        return self.comments[-1] + self.blank()

    def blank(self) -> str:
        return self.random.choice(("", "", "", " ", "  ", "\t"))

    # Values and keys.

    def key(self, name: str) -> str:
        ways = [json.dumps(name, ensure_ascii=False).replace("\x7f", "\\u007f")]
        if "'" not in name and name.isprintable():
            ways.append(f"'{name}'")
        if name and name.isascii() and name.replace("-", "").replace("_", "").isalnum():
            ways += [name] * 6
        return self.random.choice(ways)

    def value(self, value: object) -> str:
        match value:
            case dict():
                return self._table_in_braces(value)
            case list():
                return self._list(value)
            case str():
                return self._text(value)
            case int() if not isinstance(value, bool):
                ways = [
                    str(value),
                    f"{value:_}",
                    *([hex(value)] if value >= 0 else []),
                    *([f"+{value}"] if value >= 0 else []),
                ]
                return self.random.choice(ways)
            case _:
                return tomli_w.dumps({"x": value})[4:-1]

    def _text(self, text: str) -> str:
        ways = [tomli_w.dumps({"x": text})[4:-1]]
        plain = all(each.isprintable() or each in "\t\u2028\u0085\ufeff\u202e" for each in text.replace("\n", ""))
        if plain and "'" not in text and "\n" not in text:
            ways.append(f"'{text}'")
        if plain and "'''" not in text and not text.endswith("'"):
            ways.append(f"'''\n{text}'''")
        if plain and not text.endswith('"'):
            inner = text.replace("\\", "\\\\").replace('"""', '""\\"')
            ways += [f'"""\n{inner}"""', f'"""\\\n   {inner}"""'] if not text[:1].isspace() else [f'"""\n{inner}"""']
        return self.random.choice(ways)

    def _list(self, items: list[Any]) -> str:
        if self.random.random() < 0.4:
            return "[" + ", ".join(self.value(each) for each in items) + "]"
        lines = "".join(
            f"{self.above()}{self.blank()}{self.value(each)}{self.beside_in_list()},{self.beside()}\n" for each in items
        )
        return f"[{self.beside()}\n{lines}{self.above()}{self.blank()}]"

    def beside_in_list(self) -> str:
        """Nothing, or a comment and a line end before the comma."""
        return f"{self.blank()}{self._comment()}\n" if self.random.random() < self.often / 4 else ""

    def _table_in_braces(self, table: Mapping[str, Any]) -> str:
        return "{ " + ", ".join(f"{self.key(key)} = {self.value(each)}" for key, each in table.items()) + " }"

    # Tables.

    def line(self, names: tuple[str, ...], value: object) -> str:
        """A key and its value on a line, with what stands above it and beside it."""
        dots = f"{self.blank()}.{self.blank()}".join(map(self.key, names))
        equals = f"{self.blank()}={self.blank()}"
        return f"{self.above()}{self.blank()}{dots}{equals}{self.value(value)}{self.beside()}\n"

    def table(self, path: tuple[str, ...], table: Mapping[str, Any], *, many: bool = False) -> str:
        """A table under its heading, and the tables that are in it in one form or another."""
        lines, below = self.body(path, table)
        left, right = ("[[", "]]") if many else ("[", "]")
        dots = f"{self.blank()}.{self.blank()}".join(map(self.key, path))
        return f"{self.above()}{left}{self.blank()}{dots}{self.blank()}{right}{self.beside()}\n{lines}{below}"

    def body(self, path: tuple[str, ...], table: Mapping[str, Any]) -> tuple[str, str]:
        """The lines of a table, and the tables below them."""
        lines, below = [], []
        for key, value in table.items():
            of_tables = isinstance(value, list) and value and all(isinstance(each, dict) for each in value)
            how = self.random.choice(("in braces", "dotted", "below"))
            if of_tables and how == "below":
                below += ["".join(self.table((*path, key), each, many=True) for each in value)]
            elif isinstance(value, dict) and value and how == "dotted":
                lines += [self.line((key, *names), each) for names, each in self.dotted(value)]
            elif isinstance(value, dict) and how == "below":
                below.append(self.table((*path, key), value))
            else:
                lines.append(self.line((key,), value))
        return "".join(lines), "".join(below)

    def dotted(self, table: Mapping[str, Any]) -> Iterator[tuple[tuple[str, ...], Any]]:
        for key, value in table.items():
            if isinstance(value, dict) and value and self.random.random() < 0.5:
                yield from (((key, *names), each) for names, each in self.dotted(value))
            else:
                yield (key,), value

    # Plans.

    def shuffled(self, table: Mapping[str, Any]) -> dict[str, Any]:
        keys = list(table)
        self.random.shuffle(keys)
        return {key: table[key] for key in keys}

    def plan(self, data: Mapping[str, Any]) -> str:
        """A whole plan: its parts in any order and form."""
        data = dict(data)
        actions = [self.shuffled(each) for each in data.pop("actions")]
        inline = self.random.random() < 0.2
        if inline:
            data["actions"] = actions
        head = {key: data.pop(key) for key in list(data) if not isinstance(data[key], dict)}
        lines, below = "", []
        for key, value in self.shuffled({**head, **data}).items():
            if isinstance(value, dict) and self.random.random() < 0.7:
                below.append(self.table((key,), self.shuffled(value)))
                continue
            if key == "actions":
                lines += self.line((key,), value)
                continue
            more, tables = self.body((), {key: value})
            lines += more
            below += [tables] * bool(tables)
        if not inline:
            places = sorted(self.random.randint(0, len(below)) for _ in actions)
            if self.random.random() < 0.7:
                places = [*places[:1] * len(actions)]
            for place, each in reversed(list(zip(places, actions, strict=True))):
                below.insert(place, self.table(("actions",), each, many=True))
        text = self.above() + lines + "".join(below) + self.above()
        return text if self.random.random() < 0.7 else text.rstrip("\n")

    def own(self, deep: int = 0) -> dict[str, Any]:
        """Keys that people made up for an action."""
        keys = self.random.sample(KEYS, self.random.choice((0, 1, 2, 4)))
        return {key: self._made_up(deep) for key in keys}

    def _made_up(self, deep: int) -> Any:
        kind = self.random.randrange(9 if deep < 3 else 5)
        if kind < 3:
            return self.random.choice(TEXTS)
        if kind < 5:
            return self.random.choice(VALUES)
        if kind == 5:
            return [self.random.choice(TEXTS) for _ in range(self.random.randrange(4))]
        if kind == 6:
            return [self._made_up(deep + 1) for _ in range(self.random.randrange(3))]
        if kind == 7:
            return [self.own(deep + 1) for _ in range(self.random.randrange(1, 3))]
        return self.own(deep + 1)
