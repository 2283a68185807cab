namespace Cluster.Coordinator.Reporting.Html;

/// <summary>The page's style sheet.</summary>
internal static class Style
{
    // Text has a contrast of at least 4.5 : 1 to its ground in both modes, shapes 3 : 1. The ten colours are told apart with the common colour
    // vision deficiencies (after Okabe and Ito), and no chart says anything by colour alone. A table that goes on to the right has a shadow there: the
    // first gradient moves with the table and covers the second one at its end.
    internal const string Sheet = """
        :root { color-scheme: light dark; --ground: #fdfdfc; --text: #1c1e21; --quiet: #5a6068; --line: #d6d9dd; --panel: #f3f4f5; --link: #0b5ea8; --under: var(--ground);
          --c0: #0072b2; --c1: #d55e00; --c2: #008a66; --c3: #a8468a; --c4: #8a6d00; --c5: #2f8fc0; --c6: #6b5bb5; --c7: #b03a48; --c8: #4d7d2b; --c9: #7a7f87; }
        @media (prefers-color-scheme: dark) {
          :root { --ground: #15171a; --text: #e6e8ea; --quiet: #a3a9b1; --line: #3a3f46; --panel: #1f2226; --link: #7cbcf5;
          --c0: #4aa3df; --c1: #f08a3c; --c2: #2fbf95; --c3: #d987bd; --c4: #d8b73a; --c5: #8cc9ea; --c6: #a99bea; --c7: #ea7f8b; --c8: #93c26b; --c9: #9aa0a8; } }
        * { box-sizing: border-box; }
        body { margin: 0 auto; padding: 1rem; max-width: 76rem; background: var(--ground); color: var(--text); font: 1rem/1.5 system-ui, sans-serif; }
        h1 { font-size: 1.6rem; line-height: 1.25; margin: .5rem 0; } h2 { font-size: 1.25rem; margin: 2.5rem 0 .5rem; } h3 { font-size: 1.05rem; margin: 1.5rem 0 .25rem; }
        a { color: var(--link); } nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1rem; padding: 0; list-style: none; }
        .figures { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(20rem, 100%), 1fr)); gap: 1rem; margin-top: 1rem; }
        figure { --under: var(--panel); margin: 0; padding: .75rem; background: var(--panel); border-radius: .5rem; min-width: 0; }
        figcaption { margin-bottom: .75rem; color: var(--quiet); font-size: .875rem; line-height: 1.4; } figcaption strong { display: block; color: var(--text); font-size: 1rem; }
        svg { display: block; width: 100%; height: auto; overflow: visible; } svg.wide { height: revert-layer; } figure:has(svg.wide) { grid-column: 1 / -1; }
        .scroll { overflow-x: auto; background: linear-gradient(to left, var(--under) 30%, transparent) right / 2.5rem 100% no-repeat local,
          linear-gradient(to left, var(--line), transparent) right / .75rem 100% no-repeat scroll; }
        table { border-collapse: collapse; font-variant-numeric: tabular-nums; margin: .5rem 0; }
        caption { text-align: left; color: var(--quiet); } caption span { position: sticky; left: 0; display: inline-block; max-width: calc(100vw - 4rem); }
        th, td { padding: .2rem .6rem; border-bottom: 1px solid var(--line); text-align: right; white-space: nowrap; }
        th:first-child { position: sticky; left: 0; padding-left: 0; background: var(--under); text-align: left; font-weight: 600; }
        #machine td { text-align: left; white-space: normal; } summary { cursor: pointer; color: var(--quiet); font-size: .875rem; margin-top: .5rem; }
        details table { font-size: .875rem; }
        code { font-family: ui-monospace, monospace; overflow-wrap: anywhere; } .note { border-left: .25rem solid var(--c1); padding-left: .75rem; }
        .label { font: 12px system-ui, sans-serif; fill: var(--text); } .label.quiet { fill: var(--quiet); } .label.strong { font-weight: 600; } .label.halo { paint-order: stroke; stroke: var(--panel); stroke-width: 4px; stroke-linejoin: round; } .near { fill: transparent; } g:hover > .near { fill: var(--line); }
        .grid { stroke: var(--line); stroke-width: 1; } .axis { stroke: var(--quiet); stroke-width: 1; } .mark { stroke: var(--quiet); stroke-width: 1; stroke-dasharray: 2 3; }
        .line { fill: none; stroke-width: 2; } .reference { stroke: var(--quiet); stroke-dasharray: 5 4; }
        .line.c0, .dot.c0 { stroke: var(--c0); } .line.c1, .dot.c1 { stroke: var(--c1); } .line.c2, .dot.c2 { stroke: var(--c2); } .line.c3, .dot.c3 { stroke: var(--c3); }
        .line.c4, .dot.c4 { stroke: var(--c4); } .line.c5, .dot.c5 { stroke: var(--c5); } .line.c6, .dot.c6 { stroke: var(--c6); } .line.c7, .dot.c7 { stroke: var(--c7); }
        .line.c8, .dot.c8 { stroke: var(--c8); } .line.c9, .dot.c9 { stroke: var(--c9); } .dot { fill: var(--panel); stroke-width: 2; } rect.fill:hover { opacity: .75; }
        .fill.c0 { fill: var(--c0); } .fill.c1 { fill: var(--c1); } .fill.c2 { fill: var(--c2); } .fill.c3 { fill: var(--c3); } .fill.c4 { fill: var(--c4); }
        .fill.c5 { fill: var(--c5); } .fill.c6 { fill: var(--c6); } .fill.c7 { fill: var(--c7); } .fill.c8 { fill: var(--c8); } .fill.c9 { fill: var(--c9); }
        @media print { body { max-width: none; } figure { break-inside: avoid; } }
        """;
}
