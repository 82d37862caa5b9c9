"""The styles of the board of actions and of an A3 page. No data enters this text."""

from __future__ import annotations

ACTIONS_CSS = """
[class*=st-key-qc-col]{border-top:2px solid var(--qc-ink);padding-top:.5rem;gap:.7rem}
[class*=st-key-qc-col] .qc-colhead{display:flex;align-items:baseline;gap:.5rem}
.qc-colhead b{font-family:var(--qc-serif);font-size:1.15rem;font-weight:600}
.qc-colhead span{color:var(--qc-quiet);font-size:.93rem}
.qc-colhead i{margin-left:auto;font-style:normal;color:var(--qc-quiet)}
[class*=st-key-qc-act-]{border-top:1px solid var(--qc-hairline);padding:.55rem 0 .5rem;
 gap:.15rem}
[class*=st-key-qc-act-] p{margin-bottom:0}
[class*=st-key-qc-act-] [data-testid=stMarkdownContainer]{margin-bottom:0}
[class*=st-key-go-] button{padding:0;min-height:1.6rem;text-align:left;
 justify-content:flex-start}
[class*=st-key-go-] button p{font-family:var(--qc-serif);font-size:1.06rem;
 line-height:1.25;white-space:normal;text-align:left;overflow-wrap:anywhere;
 color:var(--qc-ink)}
[class*=st-key-go-] button:hover p{text-decoration:underline}
.qc-meta{color:var(--qc-quiet);font-size:.93rem;line-height:1.35;
 overflow-wrap:anywhere}
.qc-meta b{color:var(--qc-ink);font-weight:600}
.qc-kept{color:var(--qc-improvement);font-weight:600}
.qc-not{color:var(--qc-concern);font-weight:600}
.qc-wait{color:var(--qc-quiet);font-weight:600}
.qc-verdict{display:flex;align-items:baseline;gap:.8rem;flex-wrap:wrap;
 border-left:3px solid var(--qc-quiet);padding:.15rem 0 .25rem .9rem;margin:.2rem 0}
.qc-verdict.kept{border-left-color:var(--qc-mark-improvement)}
.qc-verdict.not{border-left-color:var(--qc-mark-concern)}
.qc-verdict b{font-family:var(--qc-serif);font-size:1.5rem;font-weight:600;
 line-height:1.2}
.qc-verdict span{font-size:1.02rem;line-height:1.4;flex:1 1 20rem}
.qc-facts{display:grid;grid-template-columns:max-content 1fr;gap:.2rem 1rem;margin:0;
 font-size:.98rem;line-height:1.4}
.qc-facts span{color:var(--qc-quiet)}
.qc-facts div{overflow-wrap:anywhere}
@media (max-width:640px){.qc-verdict b{font-size:1.25rem}}
"""

A3_CSS = """
.qc-a3{font-family:var(--qc-sans);color:var(--qc-ink);background:var(--qc-paper);
 font-variant-numeric:tabular-nums lining-nums;font-size:15px;line-height:1.42;
 border:1px solid var(--qc-hairline);padding:1.4rem 1.6rem 1.2rem}
.qc-a3 h1{font-family:var(--qc-serif);font-size:1.6rem;line-height:1.2;margin:0;
 padding:0;overflow-wrap:anywhere}
.qc-a3 .top{border-bottom:2px solid var(--qc-ink);padding-bottom:.6rem;
 margin-bottom:.2rem}
.qc-a3 .top p{margin:.25rem 0 0;color:var(--qc-quiet)}
.qc-a3 .two{display:grid;grid-template-columns:1fr 1fr;gap:0 2rem}
.qc-a3 section{border-bottom:1px solid var(--qc-hairline);padding:.7rem 0 .8rem;
 break-inside:avoid}
.qc-a3 .h{font-family:var(--qc-sans);font-size:.93rem;font-weight:600;margin:0 0 .3rem;
 padding:0;color:var(--qc-quiet)}
.qc-a3 .h b{color:var(--qc-ink);font-weight:600;margin-right:.45rem}
.qc-a3 p{margin:0 0 .35rem;overflow-wrap:anywhere}
.qc-a3 img{width:100%;max-width:640px;height:auto;display:block}
.qc-a3 table{border-collapse:collapse;width:100%;font-size:.95rem}
.qc-a3 td,.qc-a3 th{border:0;border-bottom:1px solid var(--qc-hairline);
 padding:.18rem .5rem .18rem 0;text-align:left;font-weight:400;
 overflow-wrap:anywhere}
.qc-a3 th{color:var(--qc-quiet)}
.qc-a3 td.n,.qc-a3 th.n{text-align:right;white-space:nowrap}
.qc-a3 .verdict{font-family:var(--qc-serif);font-size:1.3rem}
@media (max-width:800px){.qc-a3{padding:1rem}.qc-a3 .two{grid-template-columns:1fr}}
@media print{
 @page{size:A4 landscape;margin:10mm}
 [data-testid=stHeader],[data-testid=stToolbar],[class*=st-key-qc-sample],
 [class*=st-key-qc-noprint],.stMainBlockContainer h2{
  display:none!important}
 .stMainBlockContainer{padding:0;max-width:none}
 .qc-a3{border:0;padding:0;font-size:11.5px}
 .qc-a3 .two{grid-template-columns:1fr 1fr}
}
"""
"""A page of its own: two columns on paper, one on a telephone."""
