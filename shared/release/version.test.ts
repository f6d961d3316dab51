import { expect, test } from "vitest";
import { aVersion } from "./testing-release.ts";
import { compareVersions, isVersion } from "./version.ts";

test("[RL5] a version is strict semver, without build metadata", () => {
  for (const good of ["0.1.0", "1.4.0", "1.4.0-pilot.1", "1.4.0-rc-1.x7", "10.20.30"]) expect([good, isVersion(good)]).toEqual([good, true]);
  for (const bad of ["1.4", "v1.4.0", "1.4.0+7", "01.4.0", "1.4.0-", "1.4.0-01", "1.4.0-a..b", "1.4.0 ", "1.4.0\n", "1.4.0/..", "", 1.4, "9999999999.0.0", `1.0.0-${"a".repeat(70)}`]) expect([bad, isVersion(bad)]).toEqual([bad, false]);
});

test("[RL5] versions are ordered as semver orders them", () => {
  const ordered = ["0.9.10", "1.0.0-1", "1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta.2", "1.0.0-beta.11", "1.0.0-rc.1", "1.0.0", "1.0.1", "1.10.0", "2.0.0"].map(aVersion);
  expect(ordered.toReversed().toSorted(compareVersions)).toEqual(ordered);
  for (const [i, version] of ordered.entries()) expect(compareVersions(version, ordered[i] ?? version)).toBe(0);
});
