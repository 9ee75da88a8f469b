"""How the page of a bank's coverage looks, on a screen and on paper."""

from __future__ import annotations

STYLE = """\
:root { color-scheme: light dark; --ink: #1d2430; --soft: #5b6675; --page: #fbfbf9; --line: #d9dde3; --link: #2a5a99;
  --examined: #2f7d4f; --missed: #a8322a; --ignored: #646c78; --mark: #e3f1e7; }
@media (prefers-color-scheme: dark) { :root { --ink: #e4e8ee; --soft: #9aa5b4; --page: #14181f; --line: #2c3440;
  --link: #8ab4e8; --examined: #62b985; --missed: #ef8a80; --ignored: #8b95a3; --mark: #1f3a2b; } }
body { font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--page); max-width: 56rem;
  margin: 0 auto; padding: 1rem; overflow-wrap: break-word; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.25rem; margin: 2rem 0 .5rem; }
h3, h4, h5, h6 { font-size: 1.05rem; margin: 1.6rem 0 .4rem; }
h3 mark, h4 mark, h5 mark, h6 mark { background: none; }
p { margin: 0 0 .4rem; } .note, .line { color: var(--soft); } a { color: var(--link); }
.wide { overflow-x: auto; } table { border-collapse: collapse; width: 100%; }
th { text-align: left; font-weight: normal; } thead th { color: var(--soft); border-bottom: 2px solid var(--line);
  vertical-align: bottom; }
th, td { padding: .25rem .8rem .25rem 0; border-bottom: 1px solid var(--line); }
td { vertical-align: top; white-space: nowrap; } tbody th { min-width: 9rem; }
.n { text-align: right; font-variant-numeric: tabular-nums; }
.statement, .silent { margin: .5rem 0; padding: .1rem 0 .1rem .8rem; border-left: 4px solid var(--line); }
.statement p { margin: 0; } .item { margin-left: 1.2rem; }
.examined { border-left-color: var(--examined); } .missed { border-left: 4px double var(--missed); }
.ignored { border-left: 4px dotted var(--ignored); } .ignored > p:first-child, .silent { color: var(--soft); }
.said { font-size: .875rem; } .examined .said { color: var(--examined); } .ignored .said { color: var(--ignored); }
.missed .said { color: var(--missed); font-weight: bold; } .said .line { font-weight: normal; }
.statement ul { font-size: .875rem; margin: .1rem 0 .2rem; padding-left: 1.2rem; } li { margin: .1rem 0; }
code { font-size: .95em; color: var(--soft); } mark { background: var(--mark); color: inherit; }
.code { font-family: ui-monospace, monospace; font-size: .875rem; white-space: pre-wrap; margin: 0; }
@page { margin: 15mm; }
@media print { :root { color-scheme: light; --ink: #000; --soft: #444; --page: #fff; --line: #bbb; --link: #000;
  --examined: #1f6b3d; --missed: #8f1d15; --ignored: #555; --mark: #e3f1e7; }
  body { font-size: 10pt; max-width: none; padding: 0; } .wide { overflow: visible; } a { text-decoration: none; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  thead { display: table-header-group; } tr, .statement { break-inside: avoid; }
  h2, h3, h4, h5, h6 { break-after: avoid; } }
"""
