import { expect, test } from "vitest";
import { unwrap } from "../../../shared/kernel/result.ts";
import { COMPLETE } from "../test-support/open-core.ts";
import { createPureCentre } from "../test-support/pure-centre.ts";
import { openTestDesk } from "../test-support/test-desk.ts";
import { takeVerdicts } from "../sync/take-verdicts.ts";
import { createFile, saveField, sealFile } from "./file-work.ts";
import { viewFile } from "./file-view.ts";
import { recordStep } from "./record-step.ts";

test("[WS4] a step recorded in a file leaves in sight what was entered and refused: it is still to be mended, and goes again with the next entry", async () => {
  const centre = createPureCentre();
  const anne = await openTestDesk("anne");
  const { file } = unwrap(createFile(anne), "create");
  for (const [field, value] of Object.entries(COMPLETE)) unwrap(saveField(anne, file, field, value), field);
  unwrap(sealFile(anne, file), "seal");
  anne.push(centre);
  anne.pull(centre);
  unwrap(saveField(anne, file, "tradeName", "Les Écluses"), "entry");
  unwrap(sealFile(anne, file), "seal");
  unwrap(takeVerdicts(anne, 2, [{ kind: "refused", code: "G5001", fields: [], params: {} }]), "verdict");
  const seen = (): unknown => unwrap(viewFile(anne, file), "view").fields.tradeName;
  expect(seen()).toBe("Les Écluses");
  unwrap(recordStep(anne, file, "noted", { on: "2020-05-15", text: "Le client rappelle." }), "note");
  expect(seen()).toBe("Les Écluses");
  unwrap(saveField(anne, file, "city", "Brest"), "entry");
  unwrap(sealFile(anne, file), "seal");
  expect([seen(), unwrap(viewFile(anne, file), "view").fields.city]).toEqual(["Les Écluses", "Brest"]);
});
