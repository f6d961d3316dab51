import { writeFileSync } from "node:fs";
import { rooms } from "../walls/rooms.ts";

/** Folders outside a room's list, as patterns of import text: the linter sees the text, build/walls resolves it. */
function forbidden(room: (typeof rooms)[number]): readonly object[] {
  if (room.rooms.includes("*")) return [];
  const top = room.path.split("/")[0] ?? "";
  const others = ["renderer", "main", "sync-server", "build", "e2e", "bench"].filter((name) => name !== top && !room.rooms.some((allowed) => allowed.startsWith(`${name}/`)));
  return [
    {
      group: others.flatMap((name) => [`../${name}/**`, `../../${name}/**`, `../../../${name}/**`, `../../../../${name}/**`]),
      message: `${room.path} may import: itself, ${room.rooms.join(", ") || "no other room"}. Why: ${room.why} (docs/decisions/0002-rooms.md).`,
    },
    ...(room.packages.includes("node:*") ? [] : [{ group: ["node:*"], message: `${room.path} runs without Node. Why: ${room.why}.` }]),
    ...(room.packages.includes("electron") ? [] : [{ group: ["electron", "electron/*"], message: "Only main/hosts/electron imports electron." }]),
  ];
}

const filesOf = (path: string): readonly string[] => (path.endsWith("/") ? [`**/${path}**/*.ts`, `**/${path}**/*.tsx`] : [`**/${path}`]);

/** The linter's whole configuration. Written to build/lint/oxlint.json by running this file. */
export function oxlintConfig(): object {
  return {
    plugins: ["typescript", "import", "unicorn", "promise", "react", "jsx-a11y"],
    categories: { correctness: "error", suspicious: "error" },
    ignorePatterns: ["build/out/**", "node_modules/**", "docs/**"],
    rules: {
      "typescript/no-explicit-any": "error",
      "typescript/no-non-null-assertion": "error",
      "typescript/consistent-type-imports": "error",
      "typescript/no-floating-promises": "error",
      "typescript/no-misused-promises": "error",
      "typescript/await-thenable": "error",
      "typescript/unbound-method": "off",
      "typescript/consistent-return": "off",
      "typescript/no-misused-spread": "off",
      "typescript/restrict-template-expressions": "off",
      "typescript/no-unnecessary-type-parameters": "off",
      "typescript/no-unsafe-type-assertion": "off",
      "import/no-unassigned-import": "off",
      "import/no-named-as-default": "off",
      "import/no-named-as-default-member": "off",
      "import/no-cycle": "error",
      "import/no-default-export": "error",
      "react/react-in-jsx-scope": "off",
      "unicorn/no-array-sort": "error",
      "unicorn/require-post-message-target-origin": "off",
      "unicorn/consistent-function-scoping": "off",
      "no-await-in-loop": "off",
      "no-shadow": "off",
      "no-underscore-dangle": "off",
      eqeqeq: "error",
      "no-console": "off",
      "no-var": "error",
      "prefer-const": "error",
    },
    overrides: [
      // Patterns are read from this file's own folder, and the last that fits a file rules it: from anywhere, the most specific room last.
      ...rooms.toSorted((a, b) => a.path.length - b.path.length).map((room) => ({ files: filesOf(room.path), patterns: forbidden(room) }))
        .map(({ files, patterns }) => ({ files, rules: { "no-restricted-imports": patterns.length === 0 ? "off" : ["error", { patterns }] } })),
      { files: ["**/*.test.ts", "**/*.test.tsx", "**/*.e2e.ts", "**/test-support/**", "**/testing/**"], rules: { "no-restricted-imports": "off" } },
      { files: ["**/*.test.ts", "**/*.test.tsx", "**/test-support/**", "**/e2e/**", "**/bench/**"], rules: { "typescript/no-base-to-string": "off", "typescript/require-array-sort-compare": "off" } },
      { files: ["**/infra/**/*.ts"], rules: { "no-new": "off" } }, // to make a construct is to put it into its scope
      { files: ["**/*.mjs"], rules: { "unicorn/no-array-sort": "off", "typescript/no-unnecessary-type-conversion": "off" } },
      { files: ["**/vitest.config.ts", "**/build/test/pg-global.ts", "**/playwright.config.ts", "**/vite.config.ts", "**/*.config.ts", "**/*.gatling.ts"], rules: { "import/no-default-export": "off" } },
    ],
  };
}

if (import.meta.main) writeFileSync(new URL("oxlint.json", import.meta.url), `${JSON.stringify(oxlintConfig(), null, 2)}\n`);
