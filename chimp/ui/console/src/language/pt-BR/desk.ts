import type { words as en } from "../en/desk.ts";

export const words: Record<keyof typeof en, string> = {
  aCustomer: "Um cliente",
  monitorOff:
    "Seu monitor de atividade está desligado: você não recebe novas sessões até ele voltar.",
  notOffline: "Você está sem conexão: isto não pode ser feito agora. Tente quando ela voltar.",
  returned: "{name} voltou para você: ninguém assumiu a sessão que você passou adiante.",
  refused_attendant_unavailable: "Este atendente não está ou está ausente.",
  refused_level_too_low: "Esta sessão é para um nível mais alto.",
  refused_limit_reached: "O limite de sessões foi atingido.",
  refused_no_higher_level: "Não há nível acima deste.",
  refused_not_allowed: "Só supervisores e administradores podem fazer isto.",
  refused_not_offered: "Esta sessão não está mais oferecida a você.",
  refused_not_online: "Você ainda não está conectado. Tente de novo em instantes.",
  refused_not_served: "Ninguém atende esta sessão.",
  refused_not_waiting: "Outra pessoa já assumiu esta sessão.",
  refused_not_yours: "Outro atendente cuida desta sessão.",
  refused_session_closed: "Esta sessão está encerrada.",
  refused_too_long: "Este texto é longo demais.",
};
