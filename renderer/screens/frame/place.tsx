import type { ReactElement } from "react";
import type { SessionState } from "../../../shared/bridge/session-views.ts";
import { useDeskState } from "../../state/desk-context.tsx";
import { AdministrationScreen } from "../administration/administration-screen.tsx";
import { ImportScreen } from "../import/import-screen.tsx";
import { HelpScreen } from "../help/help-screen.tsx";
import { InboxScreen } from "../inbox/inbox-screen.tsx";
import { FilesScreen } from "../list/files-screen.tsx";
import { OverviewScreen } from "../overview/overview-screen.tsx";
import { WeatherScreen } from "../weather/weather-screen.tsx";
import { SettingsScreen } from "./settings-screen.tsx";
import { TodayScreen } from "./today-screen.tsx";

/** The screen of where one is. */
export function Place({ session }: { readonly session: Extract<SessionState, { readonly kind: "open" }> }): ReactElement {
  const route = useDeskState((state) => state.route);
  switch (route.kind) {
    case "today": return <TodayScreen name={session.me.name} />;
    case "inbox": return <InboxScreen />;
    case "overview": return <OverviewScreen branches={session.me.branches} />;
    case "import": return <ImportScreen />;
    case "settings": return <SettingsScreen session={session} />;
    case "administration": return <AdministrationScreen part={route.part} />;
    case "help": return <HelpScreen topic={route.topic} />;
    case "weather": return <WeatherScreen />;
    case "files": return <FilesScreen route={route} />;
  }
}
