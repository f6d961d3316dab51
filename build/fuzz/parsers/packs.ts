import { compilePack } from "../../../shared/pge/packs/document/compile-pack.ts";
import { parsePackText } from "../../../shared/pge/packs/document/parse-pack.ts";
import { assess } from "../../../shared/pge/assess.ts";
import { someFacts } from "../../../shared/testing/facts.ts";
import { localRecovery } from "../../../shared/testing/local-recovery.ts";
import { jsonBytes, nearJson } from "../near-json.ts";
import { same, textOf, type Parser } from "../parser.ts";

/** What it takes assesses a file under each of its schemes, and comes back as it was taken. */
const packDocument: Parser = {
  name: "pack-document", source: "shared/pge/packs/document/parse-pack.ts", isSlow: true, mostBytes: 128 * 1024,
  open: () => ({
    samples: [jsonBytes(localRecovery.document)], near: nearJson(localRecovery.document), words: ['"formula":"', '"condition":"', '"from":"2020-04-15"', "__proto__", "1e21", "-0"],
    feed: (input) => {
      const parsed = parsePackText(textOf(input));
      if (!parsed.ok) {
        const [first] = parsed.error;
        if (first === undefined) throw new Error("a refusal without a fault");
        return `refused ${first.fault}`;
      }
      const { document, pack } = parsed.value;
      for (const { code } of [...pack.schemes, { code: "INCONNU" }]) same("an assessment", assess(someFacts({ scheme: code }), pack), assess(someFacts({ scheme: code }), compilePack(document)));
      const again = parsePackText(JSON.stringify(document));
      if (!again.ok) throw new Error("a document that was taken is refused when written back");
      same("a pack's document", again.value.document, document);
      return "accepted";
    },
  }),
};

export const packParsers: readonly Parser[] = [packDocument];
