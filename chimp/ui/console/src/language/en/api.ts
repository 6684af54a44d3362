export const words = {
  accountsElsewhere:
    "Accounts are kept by another service here (auth.endpoint). Change them there.",
  failed: "The page failed at this: {message}. Load it again.",
  forbidden: "Your account may not do this. Ask an administrator.",
  gone: "It is not there any more. Load the page again to see what is.",
  lastAdministrator: "This is the last administrator. Make somebody else one first.",
  loggedOut: "You are logged out. Log in again to go on; nothing typed is lost.",
  noAnswer:
    "The server could not be reached. Nothing was changed: try again when the line is back.",
  serverFailed: "The server failed at this. Try again; if it stays so, its log says why.",
  tooMany: "That was tried too often. Wait a minute, then try again.",
};
