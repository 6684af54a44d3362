export const words = {
  accept: "Accept",
  decline: "Decline",
  desktopAbout: "Be told of offers and messages while you look elsewhere.",
  desktopAsk: "Turn on",
  messageTitle: "New message from {name}",
  notNow: "Not now",
  offer: "New session",
  offerFrom: "{name} was handed to you",
  offerTitle: "{name} wants to talk to you",
  offers: "Sessions offered to you",
  secondsLeft: "{seconds, plural, one {# second left} other {# seconds left}}",
};
