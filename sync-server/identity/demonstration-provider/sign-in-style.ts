/** The look of the application in one small sheet: warm paper, ink, one blue-green for action. Contrasts: text 13:1, hint 6:1, button 6.6:1. */
export const signInStyle = `
:root { color-scheme: light dark; --paper: #faf8f4; --ink: #22211f; --line: #8a857c; --action: #0f5c63; --on-action: #ffffff; --fault: #a1261c; --mark: #7a4a00; }
@media (prefers-color-scheme: dark) { :root { --paper: #1d1c1a; --ink: #f1eee8; --line: #8f8a81; --action: #7fc8ce; --on-action: #10201f; --fault: #ff9d92; --mark: #f0c070; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 14px/1.45 Inter, "Segoe UI", system-ui, sans-serif; }
main { max-width: 44rem; margin: 0 auto; padding: 16px; }
.watermark { margin: 0; padding: 8px 16px; border-bottom: 2px solid var(--mark); color: var(--mark); font-weight: 600; text-align: center; }
h1 { font-size: 20px; } h2 { font-size: 16px; margin-top: 32px; }
form { display: grid; gap: 8px; max-width: 20rem; }
label { font-weight: 600; }
input, button { height: 36px; padding: 0 12px; font: inherit; border: 1px solid var(--line); border-radius: 4px; background: transparent; color: inherit; }
button { margin-top: 8px; border-color: var(--action); background: var(--action); color: var(--on-action); font-weight: 600; }
:focus-visible { outline: 3px solid var(--action); outline-offset: 2px; }
.fault { color: var(--fault); font-weight: 600; }
table { width: 100%; border-collapse: collapse; } th, td { padding: 4px 8px 4px 0; text-align: left; border-bottom: 1px solid var(--line); font-weight: 400; }
thead th { font-weight: 600; } @media (max-width: 30rem) { td:nth-child(3) { display: none; } thead th:nth-child(3) { display: none; } }
`;
