import type { words as en } from "../en/api.ts";

export const words: Record<keyof typeof en, string> = {
  accountsElsewhere:
    "Aqui as contas são mantidas por outro serviço (auth.endpoint). Altere-as por lá.",
  failed: "A página falhou nisto: {message}. Carregue-a de novo.",
  forbidden: "Sua conta não pode fazer isto. Fale com um administrador.",
  gone: "Isto não existe mais. Carregue a página de novo para ver o que há.",
  lastAdministrator: "Este é o último administrador. Antes, torne outra pessoa administradora.",
  loggedOut: "Você saiu. Entre de novo para continuar; nada do que foi digitado se perde.",
  noAnswer: "O servidor não respondeu. Nada foi alterado: tente de novo quando a conexão voltar.",
  serverFailed: "O servidor falhou nisto. Tente de novo; se continuar, o log dele diz por quê.",
  tooMany: "Houve tentativas demais. Espere um minuto e tente de novo.",
};
