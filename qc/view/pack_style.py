"""The style of the weekly pack as a web page, on screen and on paper."""

from __future__ import annotations

from dataclasses import fields

from qc.view.theme import COLOURS, DARK, LIGHT, SANS, SERIF, Palette


def css() -> str:
    """Return the whole style sheet: both themes, two widths, paper."""
    return (
        f":root{{color-scheme:light dark;{_tones(LIGHT)}}}"
        f"@media (prefers-color-scheme:dark){{:root{{{_tones(DARK)}}}}}"
        f"@media print{{:root{{color-scheme:light;{_tones(LIGHT)}--paper:#fff}}}}"
        f"body{{font-family:{SANS}}}h1,h2,h3,.mark{{font-family:{SERIF}}}"
        f"{_classes()}{_SCREEN}{_NARROW}{_PAPER}"
    )


def _tones(palette: Palette) -> str:
    return "".join(
        f"--{each.name}:{getattr(palette, each.name)};" for each in fields(Palette)
    )


def _classes() -> str:
    """Let the words on a chart follow the theme; their attributes are for paper."""
    words = "".join(
        f"svg .{each.name}{{fill:var(--{each.name})}}" for each in fields(Palette)
    )
    edges = "".join(
        f".card.{role}{{border-top-color:{colour}}}" for role, colour in COLOURS.items()
    )
    return words + edges


_SCREEN = """
*{box-sizing:border-box}
body{margin:0 auto;max-width:1280px;padding:2.2rem 2rem 4rem;background:var(--paper);
 color:var(--ink);font-size:15px;line-height:1.45;
 font-variant-numeric:tabular-nums lining-nums;-webkit-text-size-adjust:100%}
h1,h2,h3,p{overflow-wrap:anywhere}h3{min-width:0}
h1,h2,h3{font-weight:600;line-height:1.2;margin:0;text-wrap:balance}
h1{font-size:1.9rem}h2{font-size:1.4rem;margin:2.4rem 0 .3rem}h3{font-size:1.08rem}
p{margin:.3rem 0}.quiet-text{color:var(--quiet)}
.mark{color:var(--quiet);font-size:.95rem;margin-bottom:.9rem}
.lead{font-size:1.08rem;margin:.7rem 0 0}
.cards{display:grid;gap:1rem;grid-template-columns:repeat(auto-fill,minmax(min(100%,33rem),1fr));
 margin-top:.8rem}
.notes{display:grid;gap:.8rem;grid-template-columns:repeat(auto-fill,minmax(min(100%,22rem),1fr));
 margin-top:.8rem}
.card{border:1px solid var(--hairline);border-top-width:3px;border-radius:3px;
 padding:.8rem 1rem .7rem;break-inside:avoid;min-width:0}
.head{display:flex;gap:.6rem;align-items:center}.head svg{flex:none}
.card p.said{margin-top:.4rem}.card .plot{margin:.5rem 0 .1rem}
.plot svg{display:block;width:100%;height:auto}
.near{display:none}.small{font-size:.9rem}
.wide{overflow-x:auto}
table{border-collapse:collapse;width:100%;margin-top:.6rem;font-size:.9rem}
th,td{padding:.5rem .55rem;text-align:left;vertical-align:middle;
 border-bottom:1px solid var(--hairline);overflow-wrap:anywhere}
thead th{color:var(--quiet);font-weight:600;vertical-align:bottom;overflow-wrap:normal}
tbody th{font-weight:600;min-width:9rem}tbody th span{display:block;font-weight:400}
tr.group th{font-family:inherit;color:var(--quiet);background:var(--raised);
 font-weight:600}
td.num{white-space:nowrap;text-align:right}thead th.num{text-align:right}
td.says{min-width:13rem}
.icon{display:flex;gap:.45rem;align-items:center;min-width:7.4rem;
 overflow-wrap:normal}.icon svg{flex:none}
td.trend svg{display:block}
.defs{columns:2 30rem;column-gap:2.6rem;margin-top:.8rem}
.def{break-inside:avoid;padding:.1rem 0 1.1rem}
dl{margin:.3rem 0 0;display:grid;grid-template-columns:6.4rem 1fr;gap:.15rem .7rem;
 font-size:.9rem}
dt{color:var(--quiet)}dd{margin:0;overflow-wrap:anywhere}
.rules dl{grid-template-columns:14rem 1fr}
footer{margin-top:2.6rem;border-top:1px solid var(--hairline);padding-top:.8rem;
 font-size:.85rem;color:var(--quiet);overflow-wrap:anywhere}
"""
_NARROW = """
@media screen and (max-width:760px){
.far{display:none}.near{display:block}.near svg{max-width:360px}
body{padding:1.2rem 1rem 3rem}h1{font-size:1.45rem}h2{font-size:1.2rem}
.icons table,.icons tbody,.icons tr,.icons th,.icons td{display:block;border:0;
 padding:0}
.icons thead{position:absolute;width:1px;height:1px;overflow:hidden;
 clip-path:inset(50%)}
.icons tr{padding:.8rem 0;border-bottom:1px solid var(--hairline)}
.icons tr.group{padding:.45rem .6rem;background:var(--raised);margin-top:.8rem}
.icons td{display:flex;gap:.8rem;padding:.12rem 0;text-align:left;white-space:normal}
.icons td::before{content:attr(data-is);color:var(--quiet);flex:0 0 7rem}
.rules dl,dl{grid-template-columns:1fr;gap:0}dd{margin-bottom:.35rem}
}
"""
_PAPER = """
@page{size:A4 landscape;margin:13mm 13mm 15mm;
 @bottom-right{content:counter(page) " / " counter(pages);font:9pt sans-serif;
 color:#5c616b}}
@media print{
html{font-size:9pt}
body{max-width:none;padding:0;font-size:9pt;background:#fff}
h1{font-size:18pt}h2{font-size:14pt;margin-top:7mm;break-after:avoid}
.cards{grid-template-columns:1fr 1fr;gap:4mm}.notes{grid-template-columns:1fr 1fr 1fr}
table{font-size:8.5pt}th,td{padding:1.3mm 1.6mm}
thead{display:table-header-group}tr{break-inside:avoid}
tr.group{break-after:avoid}
.wide{overflow:visible}.defs{columns:2}
a{color:inherit;text-decoration:none}
*{print-color-adjust:exact;-webkit-print-color-adjust:exact}
}
"""
