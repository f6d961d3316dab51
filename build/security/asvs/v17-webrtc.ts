import type { Chapter } from "./row.ts";

const why = "no WebRTC anywhere: no call, no media, no peer connection";

export const webrtc: Chapter = {
  number: 17, name: "WebRTC", rows: [
    { id: "17.1.1", what: "relays reach no reserved addresses", state: "does not apply", tests: ["no source of the product"], why },
    { id: "17.2.1", what: "keys of DTLS certificates are managed", state: "does not apply", why },
    { id: "17.2.2", what: "media servers use strong DTLS suites", state: "does not apply", why },
    { id: "17.2.3", what: "media streams are authenticated", state: "does not apply", why },
    { id: "17.2.4", what: "malformed media packets stop nobody", state: "does not apply", why },
    { id: "17.3.1", what: "signalling withstands floods", state: "does not apply", why },
    { id: "17.3.2", what: "malformed signals stop nobody", state: "does not apply", why },
  ],
};
