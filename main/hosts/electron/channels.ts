/** Names on the line between preload and main; both ends are one build. */
export const CALL_CHANNEL = "guichet:call";
export const NEWS_CHANNEL = "guichet:news";
