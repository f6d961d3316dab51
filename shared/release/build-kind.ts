/** Put in by the compiler of the desktop application; absent from sources run as they are. */
declare const __GUICHET_BUILD__: "release" | "development" | undefined;

/** What this program is: what is compiled is a release unless it was asked otherwise, sources are for development. */
export const buildKind: "release" | "development" = typeof __GUICHET_BUILD__ === "undefined" ? "development" : __GUICHET_BUILD__;
