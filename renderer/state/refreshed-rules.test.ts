import { expect, test } from "vitest";
import { packName } from "../../shared/pge/packs/packs.ts";
import { pgeFrance } from "../../shared/pge/packs/pge-france.ts";
import { refreshedRules } from "./refreshed-rules.ts";

const own = packName(pgeFrance);

test("rules differ only where the centre named others; older ones differ too", () => {
  expect(refreshedRules(undefined, own)).toBeUndefined();
  expect(refreshedRules("", own)).toBeUndefined();
  expect(refreshedRules(own, own)).toBeUndefined();
  expect(refreshedRules("pge-france@99.0.0", own)).toEqual({ rules: "pge-france@99.0.0", own });
  expect(refreshedRules("other@0.1.0", own)).toEqual({ rules: "other@0.1.0", own });
});
