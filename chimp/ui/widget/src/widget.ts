declare const __CHAT__: string;

const script = document.createElement("script");
script.src = `/widget/${__CHAT__}`;
document.head.append(script);
