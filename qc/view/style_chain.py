"""The styles of the picture of the chain. No data ever enters this text."""

from __future__ import annotations

CHAIN_CSS = """
.qc-chain svg{display:block;width:100%;height:auto}
.qc-chain .qc-narrow{display:none;max-width:440px;margin:0 auto}
.qc-chain text{font-family:var(--qc-sans);font-size:14px;fill:var(--qc-quiet);
 paint-order:stroke;stroke:var(--qc-paper);stroke-width:4px;stroke-linejoin:round}
.qc-chain .qc-title{font-size:15px;font-weight:600;fill:var(--qc-ink)}
.qc-chain .qc-value{font-size:19px;font-weight:600;fill:var(--qc-ink)}
.qc-chain .qc-strong{font-weight:600;fill:var(--qc-ink)}
.qc-chain .qc-card{fill:var(--qc-paper);stroke:var(--qc-hairline);stroke-width:1.5}
.qc-chain .qc-card[class*=concern]{stroke:var(--qc-mark-concern);stroke-width:2}
.qc-chain .qc-card[class*=improvement]{stroke:var(--qc-mark-improvement);
 stroke-width:2}
.qc-chain .qc-way{fill:none;stroke:var(--qc-quiet);stroke-width:2}
.qc-chain .qc-tip{fill:var(--qc-quiet);stroke:var(--qc-quiet);stroke-width:1.5;
 stroke-linejoin:round}
.qc-chain .qc-way.qc-shown{stroke:var(--qc-ink);stroke-width:4}
.qc-chain .qc-tip.qc-shown{fill:var(--qc-ink);stroke:var(--qc-ink);stroke-width:4}
.qc-chain .qc-way.qc-not-shown{stroke-dasharray:9 6}
.qc-chain .qc-tip.qc-not-shown{fill:var(--qc-paper)}
.qc-chain .qc-way.qc-opposite{stroke:var(--qc-mark-concern);stroke-width:4}
.qc-chain .qc-tip.qc-opposite{fill:var(--qc-mark-concern);
 stroke:var(--qc-mark-concern)}
.qc-chain .qc-cross{fill:none;stroke:var(--qc-ink);stroke-width:2.5}
.qc-chain .qc-way.qc-sum{stroke-width:5}
.qc-chain .qc-core{fill:none;stroke:var(--qc-paper);stroke-width:2}
.qc-chain .qc-way.qc-too-little{stroke-dasharray:2 5}
.qc-chain .qc-tip.qc-too-little{fill:var(--qc-paper)}
.qc-chain .qc-way.qc-no-data{stroke-width:1;stroke-opacity:.55}
.qc-chain .qc-tip.qc-no-data{fill:var(--qc-paper);stroke-width:1;stroke-opacity:.55}
.qc-chain a{cursor:pointer;text-decoration:none}
.qc-chain .qc-hit{fill:none;stroke:transparent;stroke-width:24;pointer-events:stroke}
.qc-chain a:hover .qc-card{stroke:var(--qc-ink)}
.qc-chain a:hover .qc-title,.qc-chain a:hover .qc-strong{text-decoration:underline}
.qc-chain a[aria-current] .qc-card{stroke:var(--qc-ink);stroke-width:3}
.qc-chain a[aria-current] .qc-strong{text-decoration:underline}
.qc-key{display:flex;flex-wrap:wrap;gap:.3rem 1.4rem;margin:.4rem 0 1rem;
 font-size:.9rem;color:var(--qc-quiet)}
.qc-key span{display:inline-flex;align-items:center;gap:.5rem}
.qc-key svg{width:46px;height:16px;flex:none}
@media (max-width:1080px){.qc-chain .qc-wide{display:none}
 .qc-chain .qc-narrow{display:block}}
"""
"""Belongs on the page once; no data ever enters this text."""
