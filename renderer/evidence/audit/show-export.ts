import type { ExportReport } from "../../../shared/audit/verify-export.ts";
import type { AuditWords } from "../../../shared/i18n/audit-words.ts";
import { exportDays, exportSentence } from "../../../shared/i18n/tell-export.ts";
import { make } from "../elements.ts";

const MARKS = { sound: "done", unproven: "attend", falsified: "stop" } as const;

/** The whole report; its first heading takes the focus, so that it is read from there. */
export function exportElement(report: ExportReport, name: string, words: AuditWords): HTMLElement {
  const { say, find, format } = words;
  const { verdict, manifest, broken, findings, kinds } = report;
  const sheet = make("div", "", "report");
  const top = make("div", "", `telling ${MARKS[verdict]}`);
  const title = make("h2", say(`verdict.${verdict}`));
  title.id = "verdict";
  title.tabIndex = -1;
  top.append(title, make("p", say(`verdict.${verdict}.text`)));
  if (manifest.demonstration) top.append(make("p", say("demonstration"), "word"));
  if (broken !== undefined) {
    const first = make("div", "", "first");
    first.append(make("h3", say("first.title")), make("p", say("first.text", { n: format.count(broken.n), why: find(`check.chain.broken.${broken.why}`, { n: format.count(broken.n) }) ?? "" }), "what"));
    top.append(first);
  }
  const about = make("dl", "");
  about.append(...aboutOf(report, name, words).flatMap(([label, value]) => [make("dt", label), make("dd", value)]));
  top.append(about);
  const list = make("ul", "", "findings");
  list.append(...findings.map((finding) => {
    const item = make("li", "", `finding ${finding.outcome}`);
    const head = make("h3", say(`check.${finding.check}`));
    head.append(make("span", say(`outcome.${finding.outcome}`), "outcome"));
    item.append(head, make("p", exportSentence(finding, words)));
    return item;
  }));
  sheet.append(top, part("findings", say("findings.title"), list));
  if (kinds.size > 0) {
    const told = make("ul", "", "plain");
    told.append(...[...kinds].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([kind, n]) => make("li", say("kinds.line", { kind, n: format.count(n) }))));
    sheet.append(part("kinds", say("kinds.title"), told));
  }
  return sheet;
}

function part(name: string, title: string, content: HTMLElement): HTMLElement {
  const section = make("section", "", "part");
  const heading = make("h2", title);
  heading.id = `part-${name}`;
  section.setAttribute("aria-labelledby", heading.id);
  section.append(heading, content);
  return section;
}

function aboutOf({ manifest, first, last }: ExportReport, name: string, words: AuditWords): readonly (readonly [string, string])[] {
  const { say, format } = words;
  const { begin, end, links, shown } = manifest;
  return [
    [say("about.name"), name], [say("about.centre"), manifest.centre], [say("about.bank"), manifest.bank ?? say("about.bank.all")], [say("about.days"), exportDays(manifest, words)],
    [say("about.links"), say("about.links.text", { links: format.count(links), first: format.count(begin.n + 1), last: format.count(end.n), shown: format.count(shown) })],
    ...(first === undefined || last === undefined ? [] : [[say("about.shown"), say("about.shown.text", { first: format.dayAndTime(first), last: format.dayAndTime(last) })] as const]),
    [say("about.made"), format.dayAndTime(manifest.madeAt)], [say("about.program"), manifest.program],
  ];
}
