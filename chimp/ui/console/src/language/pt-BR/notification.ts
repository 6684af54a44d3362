import type { words as en } from "../en/notification.ts";

export const words: Record<keyof typeof en, string> = {
  accept: "Aceitar",
  decline: "Recusar",
  desktopAbout: "Seja avisado de ofertas e mensagens enquanto olha para outro lugar.",
  desktopAsk: "Ativar",
  messageTitle: "Nova mensagem de {name}",
  notNow: "Agora não",
  offer: "Nova sessão",
  offerFrom: "{name} foi passado para você",
  offerTitle: "{name} quer falar com você",
  offers: "Sessões oferecidas a você",
  secondsLeft: "{seconds, plural, one {# segundo restante} other {# segundos restantes}}",
};
