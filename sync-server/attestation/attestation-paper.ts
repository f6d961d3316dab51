import type { Paper } from "../../paper/paper.ts";
import { choiceLabel, grouped } from "../../shared/i18n/field-words.ts";
import { words as allWords } from "../../shared/i18n/texts.ts";
import { parseLegalDate } from "../../shared/kernel/legal-date.ts";
import type { AttestationFacts } from "./attestation-facts.ts";
import { parisTime } from "./paris-time.ts";

/** What the centre attests, and how anybody verifies it. It holds no person: not who asked for it, nor who entered the file. */
export function attestationPaper(facts: AttestationFacts): Paper {
  const words = allWords[facts.language];
  const { t, format } = words;
  const { number, page, link } = facts;
  const [siren, amount, granted, sealedAt] = [grouped(facts.siren, "siren"), format.amountExact(facts.amount), parseLegalDate(facts.grantOn), parisTime(facts.sealedAt, words)];
  const title = t("paper.title.siren", { title: t("paper.attestation"), siren });
  const mark = t("paper.demonstration");
  return {
    language: facts.language, title,
    letterhead: t("paper.attestation.letterhead"), stamps: [], across: facts.demonstration ? mark : undefined,
    foot: t("paper.attestation.foot", { title, when: sealedAt }), pageOf: (at, pages) => t("paper.page", { page: at, pages }),
    blocks: [
      { kind: "heading", level: 1, text: t("paper.attestation.title") },
      { kind: "paragraph", text: number, look: "number" },
      ...(facts.demonstration ? [{ kind: "notice", tone: "plain", title: mark, lines: [t("paper.demonstration.why"), t("paper.attestation.test")] } as const] : []),
      { kind: "notice", tone: "done", title: t("paper.attestation.sealed"), lines: [t("paper.attestation.lead", { when: sealedAt })] },
      {
        kind: "pairs", pairs: [
          { label: t("paper.registered.number"), value: number },
          { label: t("field.legalName"), value: facts.company },
          { label: t("field.siren"), value: siren },
          { label: t("paper.attestation.amount"), value: amount },
          { label: t("field.scheme"), value: facts.schemeName ?? choiceLabel("scheme", facts.scheme, words) },
          ...(facts.quotaPct === undefined ? [] : [{ label: t("verdict.quota"), value: format.percent(facts.quotaPct) }]),
          ...(facts.guaranteed === undefined ? [] : [{ label: t("verdict.guaranteed"), value: format.amountExact(facts.guaranteed) }]),
          ...(granted.ok ? [{ label: t("paper.registered.grantOn"), value: format.date(granted.value) }] : []),
          { label: t("paper.registered.at"), value: parisTime(facts.registeredAt, words) },
          { label: t("paper.registered.rules"), value: facts.rules },
          { label: t("paper.bank"), value: facts.bank },
          { label: t("paper.branch"), value: facts.branch },
        ],
      },
      { kind: "heading", level: 2, text: t("paper.attestation.check") },
      {
        kind: "code", text: link, alt: t("paper.attestation.code.alt", { number, siren, amount, address: page }), title: t("paper.attestation.code.title"),
        lines: [t("paper.attestation.code.how"), t("paper.attestation.code.compare"), t("paper.attestation.code.hand", { address: page, number, siren, amount })],
      },
      { kind: "paragraph", text: t("paper.attestation.paper") },
      { kind: "paragraph", text: t("paper.attestation.not") },
    ],
  };
}
