"""The page styles: quiet, dense, typographic. No data ever enters this text."""

from __future__ import annotations

PAGE_CSS = """
.stApp{font-family:var(--qc-sans);font-variant-numeric:tabular-nums lining-nums}
.stMainBlockContainer{padding:4.4rem 2.2rem 4rem;max-width:1500px}
.stMainBlockContainer h2{font-size:1.9rem;line-height:1.15;padding:.2rem 0 .7rem}
.stMainBlockContainer h3{font-size:1.15rem;padding:.5rem 0 .45rem}
[data-testid=stCaptionContainer],[data-testid=stCaptionContainer] p{
 color:var(--qc-quiet);opacity:1}
[class*=st-key-qc-sample]{border-left:3px solid var(--qc-action);
 padding:.35rem .9rem;align-items:center;background:var(--qc-raised)}
[class*=st-key-qc-sample] [data-testid=stMarkdownContainer]{margin-bottom:0}
[class*=st-key-qc-sample] p{font-size:.93rem;margin:0}
[data-testid=stColumn] [data-testid=stLayoutWrapper]:has(>[class*=st-key-qc-card]),
[data-testid=stColumn]>[data-testid=stVerticalBlock]>
 [data-testid=stLayoutWrapper]:only-child:has(>[data-testid=stVerticalBlock]){
 flex-grow:1}
[class*=st-key-qc-card]{border-top-width:3px;gap:.4rem;padding:.8rem 1rem .6rem}
[data-testid=stColumn] [class*=st-key-qc-card]>:last-child{margin-top:auto}
[class*=st-key-qc-card] p{margin-bottom:0}
[class*=st-key-qc-card] [data-testid=stMarkdownContainer],
[class*=st-key-qc-card] [data-testid=stCaptionContainer]{margin-bottom:0}
[class*=st-key-qc-card] [data-testid=stImage]{margin-top:.25rem}
[class*=st-key-open] button{color:light-dark(#3d4f63,#a9bdd2);padding-left:0}
[class*=st-key-qc-card-concern]{border-top-color:var(--qc-mark-concern)}
[class*=st-key-qc-card-improvement]{border-top-color:var(--qc-mark-improvement)}
[class*=st-key-qc-card-neutral]{border-top-color:var(--qc-mark-neutral)}
[class*=st-key-qc-head]{gap:.55rem}
[class*=st-key-qc-head] p{font-family:var(--qc-serif);font-size:1.05rem}
[role=dialog] h3{font-size:1.2rem;padding-top:0}
[class*=st-key-qc-do] p,[class*=st-key-qc-do] [data-testid=stMarkdownContainer]{
 margin-bottom:0}
[class*=st-key-qc-line]{border-top:1px solid var(--qc-hairline);padding-top:.4rem}
[class*=st-key-qc-line] [data-testid=stMarkdownContainer] p{margin-bottom:.2rem}
[class*=st-key-qc-card] [data-testid=stElementToolbar]{display:none}
.stApp [data-testid=stButtonGroup] button:is([aria-checked=true],[aria-pressed=true]){
 color:var(--qc-ink);font-weight:600}
.stApp :is(a,button,summary,[role=tab],[role=radio],[role=tabpanel]):focus-visible,
.stApp div:has(>input[role=combobox]:focus-visible),
.stApp [data-testid=stSlider] div:has(>div>input:focus-visible),
.stApp :is([data-testid=stNumberInputContainer],[data-testid=stTextInputRootElement],
 [data-testid=stTextAreaRootElement],[data-testid=stDateInputField]):focus-within,
.stApp label:has(input:focus-visible){
 outline:2px solid var(--qc-action);outline-offset:1px}
.stApp :is(canvas,main,section,.dvn-scroller):focus-visible{
 outline:2px solid var(--qc-action);outline-offset:-2px}
[class*=st-key-qc-tree-narrow]{display:none}
@media (max-width:640px){
 [class*=st-key-qc-tree-wide]{display:none}
 [class*=st-key-qc-tree-narrow]{display:flex}
 .stMainBlockContainer{padding-left:1rem;padding-right:1rem}
 .stMainBlockContainer h2{font-size:1.5rem}
}
"""
MEETING_CSS = """
[data-testid=stHeader]{display:none}
.stMainBlockContainer{padding-top:1.2rem;max-width:1760px}
.stMainBlockContainer h2{position:absolute;width:1px;height:1px;overflow:hidden;
 clip-path:inset(50%);white-space:nowrap}
.stMainBlockContainer h3{font-size:1.55rem;line-height:1.25}
[class*=st-key-qc-sample] button{display:none}
[class*=st-key-qc-top]{border-bottom:1px solid var(--qc-hairline);
 padding-bottom:.5rem}
@media (max-width:640px){.stMainBlockContainer h3{font-size:1.2rem}}
"""
"""Meeting mode: the chart takes the room; the question stays for screen readers."""
