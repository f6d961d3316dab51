import type { ReactElement } from "react";
import { SLOW_LINE } from "../../../shared/bridge/weather-views.ts";
import { Button } from "../../components/button.tsx";
import { useWords } from "../../components/words.ts";
import { useDesk } from "../../state/desk-context.tsx";
import { WeatherActLine, WeatherPart } from "./weather-act.tsx";
import type { WeatherOrders } from "./weather-screen.tsx";

/** How long a server that is killed for a while is away, s: long enough to submit a file meanwhile. */
const KILLED_FOR_S = 30;

export function NetworkPart({ view: { network }, order }: WeatherOrders): ReactElement {
  const { t } = useWords();
  const set = (kind: "fair" | "cut" | "silent" | "slow") => (): void => order({ act: "network", network: kind });
  const slow = { kilobits: SLOW_LINE.kilobits, delay: SLOW_LINE.delayMs, share: SLOW_LINE.stalls.share * 100 };
  return (
    <WeatherPart title={t("weather.network")} state={t(`weather.network.${network.kind}`)}>
      <ul>
        <WeatherActLine label={t("weather.cut")} does={t("weather.cut.does")} see={t("weather.cut.see")} held={network.kind === "cut"} onPress={set("cut")} />
        <WeatherActLine label={t("weather.slow", slow)} does={t("weather.slow.does", slow)} see={t("weather.slow.see")} held={network.kind === "slow"} onPress={set("slow")} />
        <WeatherActLine label={t("weather.silent")} does={t("weather.silent.does")} see={t("weather.silent.see")} held={network.kind === "silent"} onPress={set("silent")} />
        {network.kind === "fair" ? null : <WeatherActLine label={t("weather.mend")} held={false} onPress={set("fair")} />}
      </ul>
    </WeatherPart>
  );
}

export function ServerPart({ view: { server }, order, held }: WeatherOrders): ReactElement {
  const { t, format } = useWords();
  const isUp = server.kind === "up";
  const startsAt = server.kind === "killed" ? server.startsAt : undefined;
  return (
    <WeatherPart title={t("weather.server")} state={[t(`weather.server.${server.kind}`), startsAt === undefined ? "" : t("weather.server.startsAt", { time: format.time(startsAt) })].filter(Boolean).join(". ")}>
      <ul>
        <WeatherActLine
          label={t("weather.kill")} does={t("weather.kill.does")} see={t("weather.kill.see")} held={held || !isUp} onPress={() => order({ act: "kill" })}
          beside={<Button held={held || !isUp} onPress={() => order({ act: "kill", startsAfterS: KILLED_FOR_S })}>{t("weather.killFor", { seconds: KILLED_FOR_S })}</Button>}
        />
        {isUp ? null : <WeatherActLine label={t("weather.start")} held={held} onPress={() => order({ act: "start" })} />}
      </ul>
    </WeatherPart>
  );
}

export function BackupPart({ view: { backup }, order, held }: WeatherOrders): ReactElement {
  const { t, format } = useWords();
  return (
    <WeatherPart title={t("weather.backup")} state={backup === undefined ? t("weather.backup.none") : t("weather.backup.at", { when: format.dayAndTime(backup.takenAt) })}>
      <ul>
        <WeatherActLine label={t("weather.backup.now")} does={t("weather.backup.does")} held={held} onPress={() => order({ act: "backup" })} />
        <WeatherActLine label={t("weather.restore")} does={t("weather.restore.does")} see={t("weather.restore.see")} held={held || backup === undefined} onPress={() => order({ act: "restore" })} />
      </ul>
    </WeatherPart>
  );
}

export function ProviderPart({ view: { provider }, order }: WeatherOrders): ReactElement {
  const { t } = useWords();
  return (
    <WeatherPart title={t("weather.provider")} state={t(provider.isDown ? "weather.provider.down" : "weather.provider.up")}>
      <ul>
        {provider.isDown
          ? <WeatherActLine label={t("weather.provider.mend")} held={false} onPress={() => order({ act: "provider", isDown: false })} />
          : <WeatherActLine label={t("weather.provider.cut")} does={t("weather.provider.does")} see={t("weather.provider.see")} held={false} onPress={() => order({ act: "provider", isDown: true })} />}
      </ul>
    </WeatherPart>
  );
}

export function DatePart(): ReactElement {
  const desk = useDesk();
  const { t } = useWords();
  return (
    <WeatherPart title={t("weather.date")}>
      <ul><WeatherActLine label={t("frame.demo.change")} does={t("weather.date.does")} held={false} onPress={() => desk.set({ panel: "date" })} /></ul>
    </WeatherPart>
  );
}
