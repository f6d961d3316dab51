import { answer } from "./screens/answer.ts";
import { declaration } from "./screens/declaration.ts";
import { devices } from "./screens/devices.ts";
import { documents } from "./screens/documents.ts";
import { door } from "./screens/door.ts";
import { file } from "./screens/file.ts";
import { frame } from "./screens/frame.ts";
import { hold } from "./screens/hold.ts";
import { imports } from "./screens/import.ts";
import { help } from "./screens/help.ts";
import { inbox } from "./screens/inbox.ts";
import { life } from "./screens/life.ts";
import { list } from "./screens/list.ts";
import { lookup } from "./screens/lookup.ts";
import { overview } from "./screens/overview.ts";
import { policy } from "./screens/policy.ts";
import { people } from "./screens/people.ts";
import { premium } from "./screens/premium.ts";
import { quarantine } from "./screens/quarantine.ts";
import { recovery } from "./screens/recovery.ts";
import { releases } from "./screens/releases.ts";
import { settings } from "./screens/settings.ts";
import { sync } from "./screens/sync.ts";
import { update } from "./screens/update.ts";
import { verdict } from "./screens/verdict.ts";
import { weather } from "./screens/weather.ts";

/** Everything a window shows, apart from fields, rules and errors. */
export const screens = { ...door, ...frame, ...list, ...lookup, ...imports, ...inbox, ...file, ...answer, ...life, ...declaration, ...devices, ...documents, ...verdict, ...help, ...hold, ...sync, ...overview, ...policy, ...people, ...premium, ...quarantine, ...recovery, ...releases, ...settings, ...update, ...weather } as const;
