"""The page styles: quiet, dense, typographic. No data ever enters this text."""

from __future__ import annotations

PAGE_CSS = """
.stApp{font-family:var(--qc-sans);font-variant-numeric:tabular-nums lining-nums}
.stMainBlockContainer{padding-top:4.2rem;padding-bottom:4rem;max-width:1320px}
h1,h2,h3{font-family:var(--qc-serif);font-weight:600;letter-spacing:-.01em}
.stMainBlockContainer h2{font-size:1.9rem;line-height:1.15;padding:.2rem 0 .3rem}
.stMainBlockContainer h3{font-size:1.2rem;padding:.5rem 0 .1rem}
[data-testid=stCaptionContainer]{color:var(--qc-quiet)}
[class*=st-key-qc-sample]{border-left:3px solid var(--qc-action);padding:.5rem .9rem}
[class*=st-key-qc-sample] p{font-size:.92rem;margin:0}
[class*=st-key-qc-card]{border-top-width:3px;gap:.35rem;height:100%}
[class*=st-key-qc-card] p{margin-bottom:.1rem}
[class*=st-key-qc-card-concern]{border-top-color:var(--qc-mark-concern)}
[class*=st-key-qc-card-improvement]{border-top-color:var(--qc-mark-improvement)}
[class*=st-key-qc-card-neutral]{border-top-color:var(--qc-mark-neutral)}
[class*=st-key-qc-figures] p{font-size:1.05rem}
@media (max-width:640px){
 .stMainBlockContainer{padding-left:1rem;padding-right:1rem}
 .stMainBlockContainer h2{font-size:1.5rem}
}
"""
