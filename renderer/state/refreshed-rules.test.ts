import { expect, test } from "vitest";
import { CURRENT_PACK } from "../../shared/pge/packs/registry.ts";
import { refreshedRules } from "./refreshed-rules.ts";

const own = `${CURRENT_PACK.id}@${CURRENT_PACK.version}`;

test("rules differ only where the centre named others; older ones differ too", () => {
  expect(refreshedRules(undefined)).toBeUndefined();
  expect(refreshedRules("")).toBeUndefined();
  expect(refreshedRules(own)).toBeUndefined();
  expect(refreshedRules(`${CURRENT_PACK.id}@99.0.0`)).toEqual({ rules: `${CURRENT_PACK.id}@99.0.0`, own });
  expect(refreshedRules("other@0.1.0")).toEqual({ rules: "other@0.1.0", own });
});
