import { useState, type ReactElement } from "react";
import type { WeatherAct } from "../../../shared/bridge/weather-acts.ts";
import { isFair, type WeatherView, type WorkstationName } from "../../../shared/bridge/weather-views.ts";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { Button } from "../../components/button.tsx";
import { ErrorAccount } from "../../components/error-account.tsx";
import { Note } from "../../components/note.tsx";
import { useNow } from "../../components/now.ts";
import { useWords } from "../../components/words.ts";
import { useDesk, useDeskState } from "../../state/desk-context.tsx";
import { makeWeather } from "../../state/weather-slice.ts";
import { PlacesTable } from "./places-table.tsx";
import { tellWeather } from "./tell-weather.ts";
import { BackupPart, DatePart, NetworkPart, ProviderPart, ServerPart } from "./weather-parts.tsx";
import { WorkstationsPart } from "./workstations-part.tsx";

/** What a part needs to give an order: where the sky stands, and the way to ask for another. */
export type WeatherOrders = { readonly view: WeatherView; readonly order: (act: WeatherAct) => void; /** An order is being carried out. */ readonly held: boolean };
/** A window to open, asked for a moment ago. */
export type GivenAddress = { readonly workstation: WorkstationName; readonly address: string };

/** The weather desk: takes away and gives back what a demonstration stands on, and shows beside where each file is meanwhile. */
export function WeatherScreen(): ReactElement {
  const { t } = useWords();
  const weather = useDeskState((state) => state.weather);
  return (
    <main className="page weather" id="content" tabIndex={-1}>
      <header className="page-head"><h1>{t("weather.title")}</h1></header>
      {weather === undefined ? <p className="quiet">{t("weather.loading")}</p> : weather === "none" ? <Note tone="plain"><p>{t("weather.none")}</p></Note> : <Desk view={weather} />}
    </main>
  );
}

function Desk({ view }: { readonly view: WeatherView }): ReactElement {
  const desk = useDesk();
  const words = useWords();
  const now = useNow();
  const { t } = words;
  const [failure, setFailure] = useState<CodedError>();
  const [given, setGiven] = useState<GivenAddress>();
  const [isAsking, setIsAsking] = useState(false);
  const order = async (act: WeatherAct): Promise<void> => {
    setIsAsking(true);
    setFailure(undefined);
    setGiven(undefined);
    const answer = await makeWeather(desk, act);
    setIsAsking(false);
    if (!answer.ok) setFailure(answer.error);
    else if (act.act === "address" && answer.value !== undefined) setGiven({ workstation: act.workstation, address: answer.value });
  };
  const orders: WeatherOrders = { view, order: (act) => void order(act), held: isAsking || view.busy !== undefined };
  const told = tellWeather(view, words, now);
  return (
    <>
      <p className="quiet">{t("weather.lead")}</p>
      <div className="weather-sky">
        <p><strong>{told.length === 0 ? t("weather.now.fair") : told.join(" · ")}</strong></p>
        <div><Button look="main" held={isFair(view)} describedBy="weather-fair-does" onPress={() => void order({ act: "fair" })}>{t("weather.fair")}</Button></div>
        <p id="weather-fair-does" className="small quiet">{t("weather.fair.does")}</p>
      </div>
      {failure === undefined ? null : <Note tone="stop" live><ErrorAccount error={failure} /></Note>}
      <div className="weather-desk">
        <div className="weather-acts">
          <NetworkPart {...orders} />
          <ServerPart {...orders} />
          <BackupPart {...orders} />
          <WorkstationsPart {...orders} given={given} />
          <ProviderPart {...orders} />
          <DatePart />
        </div>
        <PlacesTable view={view} />
      </div>
    </>
  );
}
