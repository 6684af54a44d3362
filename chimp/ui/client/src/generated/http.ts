// Made by `npm run generate`, never by hand.
// Made of: 9fb97377ef551af2cbe3ad2a10c2d1a29f37796c1039658e6049176705337b31
// Is:      747a04c83f4b6457a8781df44c42acd6201caaebb62be38fd012bf491bfecc04

export interface paths {
    "/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Get a session id and a token, with which a chat is asked for over MQTT.
         * @description Who may call it: Anybody.
         *
         *     Counted for each address; the limit is `http.session_rate_per_minute`.
         *
         *     Pages of the allowed origins may call it, or of any if none are named.
         */
        post: operations["postSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/session/{id}/token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Get a new token for the same session and customer before it expires, or after that where the customer has left a message and it is still open.
         * @description Who may call it: Whoever holds the session's token.
         *
         *     Counted for each address; the limit is `http.session_rate_per_minute`.
         *
         *     Pages of the allowed origins may call it, or of any if none are named.
         */
        post: operations["postSessionIdToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/session/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A session with its last messages.
         * @description Who may call it: Whoever holds the session's token, or (not in mode `signed`) its unguessable id, and attendants.
         *
         *     Pages of the allowed origins may call it, or of any if none are named.
         */
        get: operations["getSessionId"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/session/{id}/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What was said in a session, newest first; or, `after` or `before` a number, in order.
         * @description Who may call it: Whoever holds the session's token, or (not in mode `signed`) its unguessable id, and attendants.
         *
         *     Pages of the allowed origins may call it, or of any if none are named.
         */
        get: operations["getSessionIdMessages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/session/{id}/notes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What attendants told each other about a session, oldest first.
         * @description Who may call it: Attendants.
         *
         *     Pages of the allowed origins may call it, or of any if none are named.
         */
        get: operations["getSessionIdNotes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/customer/{id}/sessions/last": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The sessions of a customer, newest first.
         * @description Who may call it: Whoever holds a token for a customer that the site has signed for or whose id is a UUID, or (not in mode `signed`) the id, if it is a UUID, and attendants.
         *
         *     Pages of the allowed origins may call it, or of any if none are named.
         */
        get: operations["getCustomerIdSessionsLast"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/customer/{id}/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The newest messages of all sessions of a customer, in ascending order.
         * @description Who may call it: Whoever holds a token for a customer that the site has signed for or whose id is a UUID, or (not in mode `signed`) the id, if it is a UUID, and attendants.
         *
         *     Pages of the allowed origins may call it, or of any if none are named.
         */
        get: operations["getCustomerIdMessages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/attendant/{id}/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What an attendant serves and has served: one session for each customer.
         * @description Who may call it: Attendants.
         *
         *     Pages of the allowed origins may call it, or of any if none are named.
         */
        get: operations["getAttendantIdSessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/config/attendant": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How often an attendant's page says that it is there; by whose clock.
         * @description Who may call it: Anybody.
         *
         *     Pages of the allowed origins may call it, or of any if none are named.
         */
        get: operations["getConfigAttendant"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/desk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who is there, and every open session.
         * @description Who may call it: Attendants.
         *
         *     Pages of the allowed origins may call it, or of any if none are named.
         */
        get: operations["getDesk"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Sessions of all times, newest first, by what is known of them.
         * @description Who may call it: Attendants.
         *
         *     Pages of the allowed origins may call it, or of any if none are named.
         */
        get: operations["getSessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/chimpassist/auth": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Prove an attendant: the log-in of the front ends of 2019.
         * @description Who may call it: Anybody.
         *
         *     Counted for each address; the limit is `http.auth_rate_per_minute`.
         *
         *     Pages of the allowed origins may call it, or of any if none are named.
         */
        post: operations["postChimpassistAuth"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Log an attendant in: by a cookie for pages of this server, or by a token.
         * @description Who may call it: Anybody.
         *
         *     Counted for each address; the limit is `http.auth_rate_per_minute`.
         *
         *     Pages of the allowed origins may call it, or of any if none are named.
         */
        post: operations["postLogin"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End this log-in or all of the attendant's, and their MQTT connections.
         * @description Who may call it: Anybody.
         *
         *     Pages of the allowed origins may call it, or of any if none are named.
         */
        post: operations["postLogout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who is logged in.
         * @description Who may call it: Attendants.
         *
         *     Pages of the allowed origins may call it, or of any if none are named.
         */
        get: operations["getMe"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change one's own name or picture, or by one's password the e-mail.
         * @description Who may call it: Attendants.
         *
         *     Counted for each address; the limit is `http.auth_rate_per_minute`.
         */
        patch: operations["patchMe"];
        trace?: never;
    };
    "/me/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Change one's own password, and end one's other log-ins.
         * @description Who may call it: Attendants.
         *
         *     Counted for each address; the limit is `http.auth_rate_per_minute`.
         */
        post: operations["postMePassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/attendants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All accounts, by e-mail.
         * @description Who may call it: Attendants who are administrators.
         */
        get: operations["getAttendants"];
        put?: never;
        /**
         * Make an account, and a password to log in with once.
         * @description Who may call it: Attendants who are administrators.
         */
        post: operations["postAttendants"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/attendants/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change an account, lock it or open it again.
         * @description Who may call it: Attendants who are administrators.
         */
        patch: operations["patchAttendantsId"];
        trace?: never;
    };
    "/attendants/{id}/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give somebody else a new password to log in with once.
         * @description Who may call it: Attendants who are administrators.
         */
        post: operations["postAttendantsIdPassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/bans": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who is kept out.
         * @description Who may call it: Attendants who are supervisors or administrators.
         */
        get: operations["getBans"];
        put?: never;
        /**
         * Keep a customer or an address out.
         * @description Who may call it: Attendants who are supervisors or administrators.
         */
        post: operations["postBans"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/bans/{kind}/{value}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Let a customer or an address in again.
         * @description Who may call it: Attendants who are supervisors or administrators.
         */
        delete: operations["deleteBansKindValue"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/chimpassist/{customer_id}/statistics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Counts of a customer's sessions; attendants see the sessions too.
         * @description Who may call it: Anybody, unless the settings say otherwise; attendants are told more.
         *
         *     Pages of the allowed origins may call it, or of any if none are named.
         */
        get: operations["getChimpassistCustomer_idStatistics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/chimpassist/customer/{customer_id}/statistics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Counts of a customer's sessions; attendants see the sessions too.
         * @description Who may call it: Anybody, unless the settings say otherwise; attendants are told more.
         *
         *     Pages of the allowed origins may call it, or of any if none are named.
         */
        get: operations["getChimpassistCustomerCustomer_idStatistics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/chimpassist/customer/{customer_id}/contactInfo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How to reach a customer.
         * @description Who may call it: Attendants.
         *
         *     Pages of the allowed origins may call it, or of any if none are named.
         */
        get: operations["getChimpassistCustomerCustomer_idContactInfo"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/chimpassist/customer/{customer_id}/additionalInfo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What else is known of a customer.
         * @description Who may call it: Attendants.
         *
         *     Pages of the allowed origins may call it, or of any if none are named.
         */
        get: operations["getChimpassistCustomerCustomer_idAdditionalInfo"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/settings/desk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the desk as a whole: its name, and whether it has been set up.
         * @description Who may call it: Attendants.
         */
        get: operations["getSettingsDesk"];
        /**
         * Set the desk as a whole: its name, and whether it has been set up.
         * @description Who may call it: Attendants who are administrators.
         */
        put: operations["putSettingsDesk"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/settings/widget": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read how the widget looks, and what it says and asks.
         * @description Who may call it: Attendants.
         */
        get: operations["getSettingsWidget"];
        /**
         * Set how the widget looks, and what it says and asks.
         * @description Who may call it: Attendants who are administrators.
         */
        put: operations["putSettingsWidget"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/settings/hours": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read when the desk is open.
         * @description Who may call it: Attendants.
         */
        get: operations["getSettingsHours"];
        /**
         * Set when the desk is open.
         * @description Who may call it: Attendants who are administrators.
         */
        put: operations["putSettingsHours"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/settings/access": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Which sites may use the server, and whether the site has a key.
         * @description Who may call it: Attendants who are administrators.
         */
        get: operations["getSettingsAccess"];
        /**
         * Set which sites may use the server.
         * @description Who may call it: Attendants who are administrators.
         */
        put: operations["putSettingsAccess"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/settings/access/site-key": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make a key with which the site signs for its customers.
         * @description Who may call it: Attendants who are administrators.
         */
        post: operations["postSettingsAccessSiteKey"];
        /**
         * Forget the key that was made here.
         * @description Who may call it: Attendants who are administrators.
         */
        delete: operations["deleteSettingsAccessSiteKey"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/canned-answers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All canned answers.
         * @description Who may call it: Attendants.
         */
        get: operations["getCannedAnswers"];
        put?: never;
        /**
         * Keep another canned answer.
         * @description Who may call it: Attendants who are supervisors or administrators.
         */
        post: operations["postCannedAnswers"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/canned-answers/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Put something else in the place of a canned answer.
         * @description Who may call it: Attendants who are supervisors or administrators.
         */
        put: operations["putCannedAnswersId"];
        post?: never;
        /**
         * Keep a canned answer no longer.
         * @description Who may call it: Attendants who are supervisors or administrators.
         */
        delete: operations["deleteCannedAnswersId"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/widget/configuration": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How the widget looks, what it says, and where it talks.
         * @description Who may call it: Anybody.
         *
         *     Pages of the allowed origins may call it, or of any if none are named.
         */
        get: operations["getWidgetConfiguration"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether the process is alive.
         * @description Who may call it: Anybody.
         */
        get: operations["getHealthz"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether every part works.
         * @description Who may call it: Anybody.
         */
        get: operations["getReadyz"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What the server counts, for Prometheus.
         * @description Who may call it: Anybody.
         */
        get: operations["getMetrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * This document: every route, as OpenAPI 3.1.
         * @description Who may call it: Anybody.
         *
         *     Pages of the allowed origins may call it, or of any if none are named.
         */
        get: operations["getOpenapiJson"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/asyncapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Every topic and what is said on it, as AsyncAPI 3.0.
         * @description Who may call it: Anybody.
         *
         *     Pages of the allowed origins may call it, or of any if none are named.
         */
        get: operations["getAsyncapiJson"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/docs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How to talk to this server, for people.
         * @description Who may call it: Anybody.
         */
        get: operations["getDocs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/docs/http": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Every route, for people.
         * @description Who may call it: Anybody.
         */
        get: operations["getDocsHttp"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/docs/mqtt": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Every topic, for people.
         * @description Who may call it: Anybody.
         */
        get: operations["getDocsMqtt"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/docs/style.css": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How these pages look.
         * @description Who may call it: Anybody.
         */
        get: operations["getDocsStyleCss"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/mqtt": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * MQTT 3.1.1 over WebSocket, with the subprotocol `mqtt`.
         * @description Who may call it: Anybody.
         */
        get: operations["getMqtt"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * AccessSettings
         * @description Pages of which origins may use the server, besides those that are configured.
         *
         *     What else `GET /settings/access` tells may be given back with it, and sets nothing.
         */
        AccessSettings: {
            /**
             * Allowedorigins
             * @description As in https://example.org. None here and none configured: any page may.
             */
            allowedOrigins: string[];
        };
        /**
         * AccessShape
         * @description Which sites may use the server and sign for their customers.
         */
        AccessShape: {
            /** Allowedorigins */
            allowedOrigins: string[];
            /**
             * Configuredorigins
             * @description Those in `http.allowed_origins`, which stay.
             */
            configuredOrigins: string[];
            siteKey: components["schemas"]["SiteKeyShape"];
        };
        /**
         * AccountChange
         * @description What administrators change.
         */
        AccountChange: {
            /** Name */
            name?: string;
            /** Email */
            email?: string;
            /**
             * Avatarurl
             * @description Address of a picture; null: none.
             */
            avatarURL?: string | null;
            type?: components["schemas"]["Level"];
            /** Isadministrator */
            isAdministrator?: boolean;
            /**
             * Maxsessions
             * @description Sessions at a time; 0: any number, null: as the settings say.
             */
            maxSessions?: number | null;
            /** Disabled */
            disabled?: boolean;
        };
        /**
         * AccountShape
         * @description An attendant as they see themselves.
         */
        AccountShape: {
            /**
             * Id
             * @description Compared as text, given back with the type it came with.
             */
            id: string | number;
            /** Email */
            email: string | null;
            /** Name */
            name: string | null;
            /** Avatarurl */
            avatarURL: string | null;
            type: components["schemas"]["Level"];
            /** Isadministrator */
            isAdministrator: boolean;
            /**
             * Maxsessions
             * @description Sessions at a time; 0: any number, null: as the settings say.
             */
            maxSessions: number | null;
        };
        /**
         * Alive
         * @description The process answers.
         */
        Alive: {
            /**
             * Status
             * @constant
             */
            status: "alive";
        };
        /**
         * AnAttendant
         * @description Somebody of whom no more is known.
         */
        AnAttendant: {
            /**
             * Id
             * @description Compared as text, given back with the type it came with.
             */
            id: string | number;
        };
        /**
         * AttendantConfiguration
         * @description What an attendant's page has to know.
         */
        AttendantConfiguration: {
            /**
             * Keepalivettl
             * @description How long an attendant is there without saying so.
             */
            keepAliveTTL: number;
            /**
             * Timezone
             * @description Whose clock the times of statistics are of, such as UTC.
             */
            timeZone: string;
        };
        /**
         * AttendantShape
         * @description A support person.
         */
        AttendantShape: {
            /**
             * Id
             * @description Compared as text, given back with the type it came with.
             */
            id: string | number;
            /** Email */
            email: string | null;
            /** Name */
            name: string | null;
            /** Avatarurl */
            avatarURL: string | null;
            type: components["schemas"]["Level"];
        };
        /**
         * AvailabilityShape
         * @description How many attendants there are; retained, and for anybody.
         */
        AvailabilityShape: {
            /** Protocolversion */
            protocolVersion: number;
            /**
             * Attendants
             * @description There, and not away.
             */
            attendants: number;
            /**
             * Available
             * @description Of them, with room for one more session.
             */
            available: number;
            /**
             * Waiting
             * @description Sessions in the queue.
             */
            waiting: number;
            /** At */
            at: number;
        };
        /**
         * BanKind
         * @enum {string}
         */
        BanKind: "customer" | "address";
        /**
         * BanShape
         * @description Who is kept out.
         */
        BanShape: {
            kind: components["schemas"]["BanKind"];
            /**
             * Value
             * @description A customer's id, or an address, or an IPv6 /64.
             */
            value: string;
            /** Createdat */
            createdAt: number;
            /**
             * Until
             * @description null: for good.
             */
            until: number | null;
            /**
             * By
             * @description The id of the attendant who said so.
             */
            by: string;
            /**
             * Byname
             * @description Their name, if their account is here.
             */
            byName: string | null;
            /** Because */
            because: string;
        };
        /**
         * CannedAnswerPayload
         * @description What is to be kept ready. No other answer has that shortcut.
         */
        CannedAnswerPayload: {
            /** Shortcut */
            shortcut: string;
            /** Title */
            title: string;
            /**
             * Content
             * @description May hold {{customer.name}}, {{customer.email}}, {{attendant.name}} and {{desk.name}}, which the console fills in.
             */
            content: string;
        };
        /**
         * CannedAnswerShape
         * @description An answer that is kept ready.
         */
        CannedAnswerShape: {
            /** Id */
            id: string;
            /** Shortcut */
            shortcut: string;
            /** Title */
            title: string;
            /** Content */
            content: string;
            /** Changedat */
            changedAt: number;
        };
        /**
         * Credentials
         * @description Who logs in.
         */
        Credentials: {
            /** Email */
            email: string;
            /** Password */
            password: string;
        };
        /**
         * CustomerShape
         * @description A visitor, with whatever plain details the site told of them.
         */
        CustomerShape: {
            /**
             * Id
             * @description Compared as text, given back with the type it came with.
             */
            id: string | number;
            /** Name */
            name: string | null;
            /** Avatarurl */
            avatarURL: string | null;
            /**
             * Verified
             * @description The site has signed for who this is.
             * @default false
             */
            verified?: boolean;
        } & {
            [key: string]: string | number | boolean;
        };
        /**
         * DeskSession
         * @description How a session stands, and what attendants have to see of it at once.
         */
        DeskSession: {
            /**
             * Sessionid
             * @description Compared as text, given back with the type it came with.
             */
            sessionId: string | number;
            /** Sessiontopic */
            sessionTopic: string;
            customer: components["schemas"]["CustomerShape"];
            /**
             * Customeronline
             * @description A connection lives on which the customer was heard.
             */
            customerOnline: boolean;
            page: components["schemas"]["PageShape"] | null;
            /**
             * Leftmessage
             * @description The customer left a message, and is not expected to stay.
             */
            leftMessage: boolean;
            /**
             * Status
             * @enum {string}
             */
            status: "waitingAttendantsAssignment" | "online" | "aborted";
            /** @description Which attendants it is for. */
            type: components["schemas"]["Level"];
            /** Createdat */
            createdAt: number;
            /** Waitingsince */
            waitingSince: number;
            /** Assignedattendants */
            assignedAttendants: (string | number)[];
            /** Offeredto */
            offeredTo: (string | number) | null;
            /**
             * Offerexpiresat
             * @description When the offer to `offeredTo` runs out.
             */
            offerExpiresAt: number | null;
            /** Declinedby */
            declinedBy: string[];
            /** Lastseq */
            lastSeq: number;
            /** Closedat */
            closedAt: number | null;
            reason: components["schemas"]["Reason"] | null;
            /** Closedby */
            closedBy: (string | number) | null;
            /** Closenote */
            closeNote: string | null;
            rating: components["schemas"]["RatingShape"] | null;
            lastMessage: components["schemas"]["LastMessageShape"] | null;
            /**
             * Unread
             * @description The customer's messages that no attendant has read.
             */
            unread: number;
        };
        /**
         * DeskSettings
         * @description The desk as a whole.
         */
        DeskSettings: {
            /**
             * Name
             * @description What customers are told whom they talk to.
             */
            name: string;
            /**
             * Issetup
             * @description Whether somebody has gone through the first steps.
             */
            isSetUp: boolean;
        };
        /**
         * DeskShape
         * @description Everything that attendants hear on `client/desk/#`, as it is now, and a little more.
         */
        DeskShape: {
            availability: components["schemas"]["AvailabilityShape"];
            /** Attendants */
            attendants: components["schemas"]["PresenceShape"][];
            /** Sessions */
            sessions: components["schemas"]["DeskSession"][];
        };
        /**
         * HoursSettings
         * @description When the desk is open. While `isOn` is false it always is.
         */
        HoursSettings: {
            /** Ison */
            isOn: boolean;
            /**
             * Timezone
             * @description Whose clocks these times are of.
             */
            timeZone: string;
            week: components["schemas"]["Week"];
            /**
             * Closedon
             * @description Days off, whatever day of the week they are.
             */
            closedOn: string[];
        };
        /**
         * InvitedShape
         * @description A new account, and how its attendant logs in for the first time.
         */
        InvitedShape: {
            /**
             * Id
             * @description Compared as text, given back with the type it came with.
             */
            id: string | number;
            /** Email */
            email: string | null;
            /** Name */
            name: string | null;
            /** Avatarurl */
            avatarURL: string | null;
            type: components["schemas"]["Level"];
            /** Isadministrator */
            isAdministrator: boolean;
            /**
             * Maxsessions
             * @description Sessions at a time; 0: any number, null: as the settings say.
             */
            maxSessions: number | null;
            /**
             * Disabled
             * @description They are kept out.
             */
            disabled: boolean;
            /** Createdat */
            createdAt: number;
            /**
             * Mustchangepassword
             * @description The password is still the one that the server made, to be used once.
             */
            mustChangePassword: boolean;
            /**
             * Onetimepassword
             * @description Told now and never again.
             */
            oneTimePassword: string;
        };
        /**
         * IssuedSession
         * @description An identification for a chat, and the token that proves it.
         */
        IssuedSession: {
            /**
             * Sessionid
             * @description Cannot be guessed.
             */
            sessionId: string;
            /**
             * Sessiontopic
             * @description `st`: its topics lie below, without the base.
             */
            sessionTopic: string;
            /**
             * Customerid
             * @description Compared as text, given back with the type it came with.
             */
            customerId: string | number;
            /**
             * Keepalivettl
             * @description How long a session lives without a sign of its customer.
             */
            keepAliveTTL: number;
            /**
             * Token
             * @description MQTT password with the username `@token`, and bearer token over HTTP.
             */
            token: string;
            /**
             * Tokenexpiresat
             * @description Renew it before.
             */
            tokenExpiresAt: number;
            /**
             * Protocolversion
             * @description Of our own dialect, as the server speaks.
             */
            protocolVersion: number;
            /**
             * Verified
             * @description Whether the site has signed for the customer.
             */
            verified: boolean;
        };
        /**
         * KeptAccountShape
         * @description An account as administrators see it.
         */
        KeptAccountShape: {
            /**
             * Id
             * @description Compared as text, given back with the type it came with.
             */
            id: string | number;
            /** Email */
            email: string | null;
            /** Name */
            name: string | null;
            /** Avatarurl */
            avatarURL: string | null;
            type: components["schemas"]["Level"];
            /** Isadministrator */
            isAdministrator: boolean;
            /**
             * Maxsessions
             * @description Sessions at a time; 0: any number, null: as the settings say.
             */
            maxSessions: number | null;
            /**
             * Disabled
             * @description They are kept out.
             */
            disabled: boolean;
            /** Createdat */
            createdAt: number;
            /**
             * Mustchangepassword
             * @description The password is still the one that the server made, to be used once.
             */
            mustChangePassword: boolean;
        };
        /**
         * LastMessageShape
         * @description What was said last, in a line.
         */
        LastMessageShape: {
            /** Seq */
            seq: number;
            from: components["schemas"]["SpeakerShape"];
            /**
             * Content
             * @description The first 200 characters.
             */
            content: string;
            /** Storedat */
            storedAt: number;
        };
        /**
         * LastSelfCheck
         * @description How the server's chat with itself went. Times are in ms since the epoch.
         */
        LastSelfCheck: {
            /** Last Success At */
            last_success_at: number | null;
            /** Milliseconds */
            milliseconds: number | null;
            /** Failing Since */
            failing_since: number | null;
        };
        /**
         * Level
         * @description The type of an attendant, and what a session asks for (contract, section 3).
         * @enum {string}
         */
        Level: "support/firstLevel" | "support/secondLevel" | "support/supervisor";
        /**
         * Link
         * @description A value that leads somewhere.
         */
        Link: {
            /** Url */
            url: string;
            /** Label */
            label: string;
        };
        /**
         * ListedSessionShape
         * @description One customer's conversation, without what it needs.
         */
        ListedSessionShape: {
            /**
             * Sessiontopic
             * @description `st`: its topics lie below, without the base.
             */
            sessionTopic: string;
            /**
             * Sessionid
             * @description Compared as text, given back with the type it came with.
             */
            sessionId: string | number;
            /**
             * Lastmessages
             * @description In the order they were sent.
             */
            lastMessages: components["schemas"]["MessageShape"][];
            customer: components["schemas"]["CustomerShape"];
            /** Requestid */
            requestID: (string | number) | null;
            /**
             * Keepalivettl
             * @description How long it lives without a sign of its customer.
             */
            keepAliveTTL: number;
            /** Createdat */
            createdAt: number;
            /**
             * Status
             * @description What became of it: waits for an attendant, is served, or is over.
             * @enum {string}
             */
            status: "waitingAttendantsAssignment" | "online" | "aborted";
            /** Assignedattendants */
            assignedAttendants: (string | number)[];
            /**
             * Expired
             * @description The client's own flag: carried, never interpreted.
             * @default false
             */
            expired?: boolean;
        };
        /**
         * LogInRequest
         * @description Who logs in, and whether what proves it later is a token in place of a cookie.
         */
        LogInRequest: {
            /** Email */
            email: string;
            /** Password */
            password: string;
            /**
             * Bearer
             * @description Whether the answer holds a token, and sets no cookie.
             * @default false
             */
            bearer?: boolean;
        };
        /**
         * LogInShape
         * @description Who is logged in, and until when.
         */
        LogInShape: {
            /** Expiresat */
            expiresAt: number;
            attendant: components["schemas"]["AccountShape"];
            /**
             * Token
             * @description For `Authorization: Bearer`, and MQTT as `@token`; if wanted.
             * @default
             */
            token?: string;
        };
        /**
         * LogOutRequest
         * @description What ends: this log-in, or all of the attendant's.
         */
        LogOutRequest: {
            /**
             * Everywhere
             * @default false
             */
            everywhere?: boolean;
        };
        /**
         * MessageInSession
         * @description A message and the session it was sent in.
         */
        MessageInSession: {
            sessionInfo: components["schemas"]["SessionShape"];
            message: components["schemas"]["MessageShape"];
        };
        /**
         * MessageShape
         * @description One thing said; the dialect of 2019 knows it by its time and its author.
         */
        MessageShape: {
            /** From */
            from: components["schemas"]["AttendantShape"] | components["schemas"]["CustomerShape"];
            /**
             * Timestamp
             * @description The sender's own clock.
             */
            timestamp: number;
            /**
             * Content
             * @description Text, never markup: show it as it is.
             */
            content: string;
            /**
             * Readat
             * @description When the other side saw it first.
             */
            readAt: number | null;
        };
        /**
         * MyselfShape
         * @description Who is logged in.
         */
        MyselfShape: {
            /**
             * Id
             * @description Compared as text, given back with the type it came with.
             */
            id: string | number;
            /** Email */
            email: string | null;
            /** Name */
            name: string | null;
            /** Avatarurl */
            avatarURL: string | null;
            type: components["schemas"]["Level"];
            /** Isadministrator */
            isAdministrator: boolean;
            /**
             * Maxsessions
             * @description Sessions at a time; 0: any number, null: as the settings say.
             */
            maxSessions: number | null;
            /**
             * Mustchangepassword
             * @description The password is still the one that the server made, to be used once.
             */
            mustChangePassword: boolean;
        };
        /**
         * NamedCustomer
         * @description The customer beside a `customerId`: its own id may be left out.
         */
        NamedCustomer: {
            /**
             * Id
             * @default null
             */
            id?: (string | number) | null;
            /**
             * Name
             * @default null
             */
            name?: string | null;
            /**
             * Avatarurl
             * @default null
             */
            avatarURL?: string | null;
        } & {
            [key: string]: unknown;
        };
        /**
         * NativeMessageShape
         * @description One thing said. The echo to its sender is the proof that it is stored.
         */
        NativeMessageShape: {
            /**
             * Id
             * @description Made by the sender: the same again is the same message.
             */
            id: string;
            /**
             * Sessionid
             * @description Compared as text, given back with the type it came with.
             */
            sessionId: string | number;
            /**
             * Seq
             * @description From 1, without gaps: fetch what is missing.
             */
            seq: number;
            from: components["schemas"]["PersonShape"];
            /**
             * Timestamp
             * @description The sender's own clock.
             */
            timestamp: number;
            /**
             * Storedat
             * @description The server's.
             */
            storedAt: number;
            /**
             * Content
             * @description Text, never markup: show it as it is.
             */
            content: string;
            /**
             * Deliveredat
             * @description When it first reached the other side.
             */
            deliveredAt: number | null;
            /**
             * Readat
             * @description When the other side saw it first.
             */
            readAt: number | null;
        };
        /**
         * NewAccount
         * @description Who is to be an attendant.
         */
        NewAccount: {
            /** Email */
            email: string;
            /**
             * Name
             * @description Else what stands before the @.
             * @default null
             */
            name?: string | null;
            /**
             * Avatarurl
             * @description Address of a picture; null: none.
             * @default null
             */
            avatarURL?: string | null;
            /** @default support/firstLevel */
            type?: components["schemas"]["Level"];
            /**
             * Isadministrator
             * @default false
             */
            isAdministrator?: boolean;
            /**
             * Maxsessions
             * @description Sessions at a time; 0: any number, null: as the settings say.
             * @default null
             */
            maxSessions?: number | null;
        };
        /**
         * NewBan
         * @description Who is to be kept out.
         */
        NewBan: {
            kind: components["schemas"]["BanKind"];
            /**
             * Value
             * @description A customer's id; or an address: an IPv6 one stands for its /64.
             */
            value: string | number;
            /**
             * Minutes
             * @description For how long; null: for good.
             * @default null
             */
            minutes?: number | null;
            /**
             * Because
             * @description The customer is told it, and attendants.
             * @default null
             */
            because?: string | null;
        };
        /**
         * NewSession
         * @description What a page may tell when it begins a chat; all of it may be left out.
         */
        NewSession: {
            /**
             * Customerid
             * @description Who the customer is to the site; left out, they get a fresh UUID.
             * @default null
             */
            customerId?: (string | number) | null;
            /**
             * @description What else the page tells of them: a name, a picture, an e-mail, plain details.
             * @default null
             */
            customer?: components["schemas"]["NamedCustomer"] | null;
            /**
             * Identity
             * @description Proof of who they are: a JWT signed with the site's key (`auth.site_key`).
             * @default null
             */
            identity?: string | null;
        };
        /**
         * NoteShape
         * @description What an attendant tells the others about a session; the customer never sees it.
         */
        NoteShape: {
            /** Id */
            id: string;
            /**
             * Sessionid
             * @description Compared as text, given back with the type it came with.
             */
            sessionId: string | number;
            from: components["schemas"]["PersonShape"];
            /** Content */
            content: string;
            /** Storedat */
            storedAt: number;
        };
        /**
         * OfflineForm
         * @description Whether messages can be left while nobody is there.
         */
        OfflineForm: {
            /** Ison */
            isOn: boolean;
            /**
             * Email
             * @enum {string}
             */
            email: "optional" | "required";
        };
        /**
         * OneTimePasswordShape
         * @description How an attendant logs in for the next time.
         */
        OneTimePasswordShape: {
            /**
             * Onetimepassword
             * @description Told now and never again.
             */
            oneTimePassword: string;
        };
        /**
         * OpenFromTo
         * @description A part of a day; what goes on after midnight belongs to the next day, from 00:00.
         */
        OpenFromTo: {
            /** From */
            from: string;
            /**
             * To
             * @description Not in it; 24:00 is the end of the day.
             */
            to: string;
        };
        /**
         * OpeningState
         * @description Whether the desk is open, by its opening hours.
         */
        OpeningState: {
            /** Isopen */
            isOpen: boolean;
            /**
             * Changesat
             * @description When that changes next; null if it does not, or in more than a year.
             */
            changesAt: number | null;
        };
        /**
         * PageShape
         * @description Where on the site a customer is, as their page says: an http or https address.
         */
        PageShape: {
            /** Url */
            url: string;
            /** Title */
            title: string | null;
        };
        /**
         * PasswordChange
         * @description The password of now, and the one to come.
         */
        PasswordChange: {
            /** Current */
            current: string;
            /** Password */
            password: string;
        };
        /**
         * PersonShape
         * @description Who said or did something, as both sides may know them.
         */
        PersonShape: {
            /**
             * Kind
             * @description On which side they are.
             * @enum {string}
             */
            kind: "customer" | "attendant";
            /**
             * Id
             * @description Compared as text, given back with the type it came with.
             */
            id: string | number;
            /** Name */
            name: string | null;
            /** Avatarurl */
            avatarURL: string | null;
            /**
             * @description Of attendants.
             * @default null
             */
            type?: components["schemas"]["Level"] | null;
            /**
             * Verified
             * @description Of customers: whether the site has signed for them.
             * @default null
             */
            verified?: boolean | null;
        };
        /**
         * Point
         * @description One moment of a series.
         */
        Point: {
            /**
             * X
             * @description DD/MM/YYYY-HH:MM:SS
             */
            x: string;
            /** Y */
            y: number;
        };
        /**
         * PreChat
         * @description What customers are asked before they talk.
         */
        PreChat: {
            /** Ison */
            isOn: boolean;
            /**
             * Name
             * @enum {string}
             */
            name: "off" | "optional" | "required";
            /**
             * Email
             * @enum {string}
             */
            email: "off" | "optional" | "required";
            /**
             * Consent
             * @description Whether they have to agree to a text.
             */
            consent: boolean;
        };
        /**
         * PresenceShape
         * @description Whether an attendant is there, how many sessions they have, and how many they take.
         */
        PresenceShape: {
            /** Attendant */
            attendant: components["schemas"]["AttendantShape"] | components["schemas"]["AnAttendant"];
            /**
             * State
             * @enum {string}
             */
            state: "online" | "away" | "offline";
            /** Sessions */
            sessions: number;
            /**
             * Limit
             * @description 0: any number.
             */
            limit: number;
        };
        /**
         * Problem
         * @description What is wrong: a code for programs, a sentence for people, and where.
         */
        Problem: {
            /** Error */
            error: string;
            /** Message */
            message: string;
            /**
             * Field
             * @default
             */
            field?: string;
        };
        /**
         * ProfileChange
         * @description What attendants change about themselves.
         */
        ProfileChange: {
            /** Name */
            name?: string;
            /** Email */
            email?: string;
            /**
             * Avatarurl
             * @description Address of a picture; null: none.
             */
            avatarURL?: string | null;
            /**
             * Current
             * @description The password of now: needed where the e-mail is a new one.
             */
            current?: string;
        };
        /**
         * RatingShape
         * @description What the customer thinks of how they were served.
         */
        RatingShape: {
            /** Score */
            score: number;
            /** Comment */
            comment: string | null;
        };
        /**
         * Readiness
         * @description Whether every part works, part by part: "ok", or what is wrong.
         *
         *     `self_check` is null where it is turned off.
         */
        Readiness: {
            /**
             * Status
             * @enum {string}
             */
            status: "ready" | "not ready";
            /** Checks */
            checks: {
                [key: string]: string;
            };
            self_check: components["schemas"]["LastSelfCheck"] | null;
        };
        /**
         * Reason
         * @description Why a session was closed: nobody was heard for too long, or somebody closed it.
         * @enum {string}
         */
        Reason: "expired" | "customer" | "attendant" | "banned";
        /**
         * Row
         * @description One line of what is known of a customer: a text, links, or a series.
         */
        Row: {
            /** Label */
            label: string;
            /** Value */
            value: string | components["schemas"]["Link"][] | components["schemas"]["Point"][];
        };
        /**
         * SessionShape
         * @description One customer's conversation, and who serves it.
         */
        SessionShape: {
            /**
             * Sessiontopic
             * @description `st`: its topics lie below, without the base.
             */
            sessionTopic: string;
            /**
             * Sessionid
             * @description Compared as text, given back with the type it came with.
             */
            sessionId: string | number;
            /**
             * Lastmessages
             * @description In the order they were sent.
             */
            lastMessages: components["schemas"]["MessageShape"][];
            customer: components["schemas"]["CustomerShape"];
            /** Requestid */
            requestID: (string | number) | null;
            /**
             * Keepalivettl
             * @description How long it lives without a sign of its customer.
             */
            keepAliveTTL: number;
            /** Createdat */
            createdAt: number;
            /**
             * Status
             * @description What became of it: waits for an attendant, is served, or is over.
             * @enum {string}
             */
            status: "waitingAttendantsAssignment" | "online" | "aborted";
            /** Assignedattendants */
            assignedAttendants: (string | number)[];
            /**
             * Expired
             * @description The client's own flag: carried, never interpreted.
             * @default false
             */
            expired?: boolean;
            sessionTemplate: components["schemas"]["SessionTemplateShape"];
        };
        /**
         * SessionTemplateShape
         * @description What a session needs.
         */
        SessionTemplateShape: {
            /** Customersallowed */
            customersAllowed: number;
            /** Attendants */
            attendants: components["schemas"]["WantedShape"][];
        };
        /**
         * SiteKeySecret
         * @description A new key of the site, for HS256. It is shown this once.
         */
        SiteKeySecret: {
            /** Secret */
            secret: string;
        };
        /**
         * SiteKeyShape
         * @description Whether the site can sign for its customers, and with what.
         */
        SiteKeyShape: {
            /**
             * State
             * @description configured: in the server's own settings; stored: made here.
             * @enum {string}
             */
            state: "none" | "configured" | "stored";
            /**
             * Createdat
             * @description Of one that was made here.
             */
            createdAt: number | null;
        };
        /**
         * SpeakerShape
         * @description Who said something, in a line.
         */
        SpeakerShape: {
            /**
             * Kind
             * @description On which side they are.
             * @enum {string}
             */
            kind: "customer" | "attendant";
            /**
             * Id
             * @description Compared as text, given back with the type it came with.
             */
            id: string | number;
            /** Name */
            name: string | null;
        };
        /**
         * WantedShape
         * @description Whom a session needs.
         */
        WantedShape: {
            type: components["schemas"]["Level"];
            /** Required */
            required: boolean;
        };
        /**
         * Week
         * @description Each day's times; none of them: closed.
         */
        Week: {
            /** Monday */
            monday: components["schemas"]["OpenFromTo"][];
            /** Tuesday */
            tuesday: components["schemas"]["OpenFromTo"][];
            /** Wednesday */
            wednesday: components["schemas"]["OpenFromTo"][];
            /** Thursday */
            thursday: components["schemas"]["OpenFromTo"][];
            /** Friday */
            friday: components["schemas"]["OpenFromTo"][];
            /** Saturday */
            saturday: components["schemas"]["OpenFromTo"][];
            /** Sunday */
            sunday: components["schemas"]["OpenFromTo"][];
        };
        /**
         * WidgetConfiguration
         * @description How to look, what to say, and where to talk.
         */
        WidgetConfiguration: {
            /** Deskname */
            deskName: string;
            widget: components["schemas"]["WidgetSettings"];
            hours: components["schemas"]["OpeningState"];
            /**
             * Mqttpath
             * @description Where MQTT over WebSocket is, on this server.
             */
            mqttPath: string;
            /**
             * Basetopic
             * @description What stands before every topic, or nothing.
             */
            baseTopic: string;
            /**
             * Maxmessagelength
             * @description In characters.
             */
            maxMessageLength: number;
            /**
             * Keepalivettl
             * @description How long a session lives without a sign of its customer.
             */
            keepAliveTTL: number;
            /** Protocolversion */
            protocolVersion: number;
            /**
             * Needsidentity
             * @description Whether a customer id of the site's counts only with an `identity`.
             */
            needsIdentity: boolean;
            /**
             * Languages
             * @description Those that the widget speaks.
             */
            languages: string[];
        };
        /**
         * WidgetSettings
         * @description How the widget looks, and what it says and asks.
         */
        WidgetSettings: {
            /** Accent */
            accent: string;
            /**
             * Position
             * @description At which side of the page it stands.
             * @enum {string}
             */
            position: "right" | "left";
            /**
             * Offsetx
             * @description How far from that side, in CSS pixels.
             */
            offsetX: number;
            /**
             * Offsety
             * @description How far from the bottom, in CSS pixels.
             */
            offsetY: number;
            /**
             * Language
             * @description auto: that of the page, or of the browser.
             * @enum {string}
             */
            language: "auto" | "en" | "pt-BR" | "es" | "de" | "fr" | "ar";
            /**
             * Theme
             * @description auto: as the customer's system is.
             * @enum {string}
             */
            theme: "auto" | "light" | "dark";
            /** Showpoweredby */
            showPoweredBy: boolean;
            /** Sound */
            sound: boolean;
            /** Texts */
            texts: {
                [key: string]: components["schemas"]["WidgetTexts"];
            };
            preChat: components["schemas"]["PreChat"];
            offline: components["schemas"]["OfflineForm"];
        };
        /**
         * WidgetTexts
         * @description Words of the desk's own in one language; what is missing is said as it is built in.
         */
        WidgetTexts: {
            /**
             * Title
             * @default null
             */
            title?: string | null;
            /**
             * Subtitle
             * @default null
             */
            subtitle?: string | null;
            /**
             * Greeting
             * @default null
             */
            greeting?: string | null;
            /**
             * Offline
             * @default null
             */
            offline?: string | null;
            /**
             * Consent
             * @default null
             */
            consent?: string | null;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    postSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "customerId": "70912860-e641-11f1-9380-bba89cdc5683",
                 *       "customer": {
                 *         "name": "Ann"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["NewSession"];
            };
        };
        responses: {
            /** @description A fresh id, and the token that is bound to it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "sessionId": "Xq3nT0v8Zk1sYb7LwR5cJd2HfG9mPa4e",
                     *       "sessionTopic": "server/sessions/70912860-e641-11f1-9380-bba89cdc5683/Xq3nT0v8Zk1sYb7LwR5cJd2HfG9mPa4e",
                     *       "customerId": "70912860-e641-11f1-9380-bba89cdc5683",
                     *       "keepAliveTTL": 600000,
                     *       "token": "eyJhbGciOi…",
                     *       "tokenExpiresAt": 1,
                     *       "protocolVersion": 1,
                     *       "verified": true
                     *     }
                     */
                    "application/json": components["schemas"]["IssuedSession"];
                };
            };
            /** @description The request is wrong; `field` names where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Who asks is not known, or may not. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Who asks is known, and may not; or its page is of no origin that is allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The body has not arrived within `http.transfer_timeout`. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is larger than `http.max_body_bytes`. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON, or compressed. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says in how many seconds to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postSessionIdToken: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the session. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What `POST /session` answered, with a new token. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "sessionId": "Xq3nT0v8Zk1sYb7LwR5cJd2HfG9mPa4e",
                     *       "sessionTopic": "server/sessions/70912860-e641-11f1-9380-bba89cdc5683/Xq3nT0v8Zk1sYb7LwR5cJd2HfG9mPa4e",
                     *       "customerId": "70912860-e641-11f1-9380-bba89cdc5683",
                     *       "keepAliveTTL": 600000,
                     *       "token": "eyJhbGciOi…",
                     *       "tokenExpiresAt": 1,
                     *       "protocolVersion": 1,
                     *       "verified": true
                     *     }
                     */
                    "application/json": components["schemas"]["IssuedSession"];
                };
            };
            /** @description The request is wrong; `field` names where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Who asks is not known, or may not. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Who asks is known, and may not; or its page is of no origin that is allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The body has not arrived within `http.transfer_timeout`. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is larger than `http.max_body_bytes`. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON, or compressed. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says in how many seconds to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The store can not be used now: try later. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getSessionId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the session. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The session, or null if nothing is known of it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "sessionTopic": "server/sessions/70912860-e641-11f1-9380-bba89cdc5683/Xq3nT0v8Zk1sYb7LwR5cJd2HfG9mPa4e",
                     *       "sessionId": "Xq3nT0v8Zk1sYb7LwR5cJd2HfG9mPa4e",
                     *       "lastMessages": [
                     *         {
                     *           "from": {
                     *             "id": "bob",
                     *             "email": "bob@example.com",
                     *             "name": "Bob",
                     *             "avatarURL": null,
                     *             "type": "support/firstLevel"
                     *           },
                     *           "timestamp": 1545391989000,
                     *           "content": "Hello",
                     *           "readAt": 1545391998000
                     *         }
                     *       ],
                     *       "customer": {
                     *         "id": "70912860-e641-11f1-9380-bba89cdc5683",
                     *         "name": "Ann",
                     *         "avatarURL": null
                     *       },
                     *       "requestID": "r1",
                     *       "keepAliveTTL": 600000,
                     *       "createdAt": 1545391989000,
                     *       "status": "online",
                     *       "assignedAttendants": [
                     *         "bob"
                     *       ],
                     *       "sessionTemplate": {
                     *         "customersAllowed": 1,
                     *         "attendants": [
                     *           {
                     *             "type": "support/firstLevel",
                     *             "required": true
                     *           }
                     *         ]
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["SessionShape"] | null;
                };
            };
            /** @description The request is wrong; `field` names where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Who asks is not known, or may not. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says in how many seconds to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The service that Chimp asks for this gives no usable answer. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The store can not be used now: try later. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getSessionIdMessages: {
        parameters: {
            query?: {
                /** @description Only messages with a higher `seq`, in ascending order and in the shape of our own dialect; as many as `limit` says: ask again after the last one until there are fewer. */
                after?: number;
                /** @description The newest messages with a lower `seq`, or of all with 0, in ascending order and in the shape of our own dialect; as many as `limit` says. */
                before?: number;
                /** @description How many entries to leave out. */
                offset?: number;
                /** @description How many entries at most. */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description The id of the session. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The messages; none if nothing is known of the session. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example [
                     *       {
                     *         "sessionInfo": {
                     *           "sessionTopic": "server/sessions/70912860-e641-11f1-9380-bba89cdc5683/Xq3nT0v8Zk1sYb7LwR5cJd2HfG9mPa4e",
                     *           "sessionId": "Xq3nT0v8Zk1sYb7LwR5cJd2HfG9mPa4e",
                     *           "lastMessages": [
                     *             {
                     *               "from": {
                     *                 "id": "bob",
                     *                 "email": "bob@example.com",
                     *                 "name": "Bob",
                     *                 "avatarURL": null,
                     *                 "type": "support/firstLevel"
                     *               },
                     *               "timestamp": 1545391989000,
                     *               "content": "Hello",
                     *               "readAt": 1545391998000
                     *             }
                     *           ],
                     *           "customer": {
                     *             "id": "70912860-e641-11f1-9380-bba89cdc5683",
                     *             "name": "Ann",
                     *             "avatarURL": null
                     *           },
                     *           "requestID": "r1",
                     *           "keepAliveTTL": 600000,
                     *           "createdAt": 1545391989000,
                     *           "status": "online",
                     *           "assignedAttendants": [
                     *             "bob"
                     *           ],
                     *           "sessionTemplate": {
                     *             "customersAllowed": 1,
                     *             "attendants": [
                     *               {
                     *                 "type": "support/firstLevel",
                     *                 "required": true
                     *               }
                     *             ]
                     *           }
                     *         },
                     *         "message": {
                     *           "from": {
                     *             "id": "bob",
                     *             "email": "bob@example.com",
                     *             "name": "Bob",
                     *             "avatarURL": null,
                     *             "type": "support/firstLevel"
                     *           },
                     *           "timestamp": 1545391989000,
                     *           "content": "Hello",
                     *           "readAt": 1545391998000
                     *         }
                     *       }
                     *     ]
                     */
                    "application/json": components["schemas"]["MessageInSession"][] | components["schemas"]["NativeMessageShape"][];
                };
            };
            /** @description The request is wrong; `field` names where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Who asks is not known, or may not. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says in how many seconds to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The service that Chimp asks for this gives no usable answer. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The store can not be used now: try later. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getSessionIdNotes: {
        parameters: {
            query?: {
                /** @description How many entries to leave out. */
                offset?: number;
                /** @description How many entries at most. */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description The id of the session. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The notes; none if nothing is known of the session. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example [
                     *       {
                     *         "id": "0b5a7f1e-98a5-4c3e-b8e3-0f5f2d7f6a11",
                     *         "sessionId": "Xq3nT0v8Zk1sYb7LwR5cJd2HfG9mPa4e",
                     *         "from": {
                     *           "kind": "customer",
                     *           "id": "70912860-e641-11f1-9380-bba89cdc5683",
                     *           "name": "Ann",
                     *           "avatarURL": null,
                     *           "verified": false
                     *         },
                     *         "content": "Hello",
                     *         "storedAt": 1545391989020
                     *       }
                     *     ]
                     */
                    "application/json": components["schemas"]["NoteShape"][];
                };
            };
            /** @description The request is wrong; `field` names where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Who asks is not known, or may not. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says in how many seconds to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The service that Chimp asks for this gives no usable answer. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The store can not be used now: try later. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getCustomerIdSessionsLast: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the customer. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The sessions, without their template. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example [
                     *       {
                     *         "sessionTopic": "server/sessions/70912860-e641-11f1-9380-bba89cdc5683/Xq3nT0v8Zk1sYb7LwR5cJd2HfG9mPa4e",
                     *         "sessionId": "Xq3nT0v8Zk1sYb7LwR5cJd2HfG9mPa4e",
                     *         "lastMessages": [
                     *           {
                     *             "from": {
                     *               "id": "bob",
                     *               "email": "bob@example.com",
                     *               "name": "Bob",
                     *               "avatarURL": null,
                     *               "type": "support/firstLevel"
                     *             },
                     *             "timestamp": 1545391989000,
                     *             "content": "Hello",
                     *             "readAt": 1545391998000
                     *           }
                     *         ],
                     *         "customer": {
                     *           "id": "70912860-e641-11f1-9380-bba89cdc5683",
                     *           "name": "Ann",
                     *           "avatarURL": null
                     *         },
                     *         "requestID": "r1",
                     *         "keepAliveTTL": 600000,
                     *         "createdAt": 1545391989000,
                     *         "status": "online",
                     *         "assignedAttendants": [
                     *           "bob"
                     *         ]
                     *       }
                     *     ]
                     */
                    "application/json": components["schemas"]["ListedSessionShape"][];
                };
            };
            /** @description The request is wrong; `field` names where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Who asks is not known, or may not. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says in how many seconds to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The service that Chimp asks for this gives no usable answer. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The store can not be used now: try later. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getCustomerIdMessages: {
        parameters: {
            query?: {
                /** @description How many entries to leave out. */
                offset?: number;
                /** @description How many entries at most. */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description The id of the customer. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The messages, each with its session. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example [
                     *       {
                     *         "sessionInfo": {
                     *           "sessionTopic": "server/sessions/70912860-e641-11f1-9380-bba89cdc5683/Xq3nT0v8Zk1sYb7LwR5cJd2HfG9mPa4e",
                     *           "sessionId": "Xq3nT0v8Zk1sYb7LwR5cJd2HfG9mPa4e",
                     *           "lastMessages": [
                     *             {
                     *               "from": {
                     *                 "id": "bob",
                     *                 "email": "bob@example.com",
                     *                 "name": "Bob",
                     *                 "avatarURL": null,
                     *                 "type": "support/firstLevel"
                     *               },
                     *               "timestamp": 1545391989000,
                     *               "content": "Hello",
                     *               "readAt": 1545391998000
                     *             }
                     *           ],
                     *           "customer": {
                     *             "id": "70912860-e641-11f1-9380-bba89cdc5683",
                     *             "name": "Ann",
                     *             "avatarURL": null
                     *           },
                     *           "requestID": "r1",
                     *           "keepAliveTTL": 600000,
                     *           "createdAt": 1545391989000,
                     *           "status": "online",
                     *           "assignedAttendants": [
                     *             "bob"
                     *           ],
                     *           "sessionTemplate": {
                     *             "customersAllowed": 1,
                     *             "attendants": [
                     *               {
                     *                 "type": "support/firstLevel",
                     *                 "required": true
                     *               }
                     *             ]
                     *           }
                     *         },
                     *         "message": {
                     *           "from": {
                     *             "id": "bob",
                     *             "email": "bob@example.com",
                     *             "name": "Bob",
                     *             "avatarURL": null,
                     *             "type": "support/firstLevel"
                     *           },
                     *           "timestamp": 1545391989000,
                     *           "content": "Hello",
                     *           "readAt": 1545391998000
                     *         }
                     *       }
                     *     ]
                     */
                    "application/json": components["schemas"]["MessageInSession"][];
                };
            };
            /** @description The request is wrong; `field` names where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Who asks is not known, or may not. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says in how many seconds to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The service that Chimp asks for this gives no usable answer. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The store can not be used now: try later. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getAttendantIdSessions: {
        parameters: {
            query?: {
                /** @description How many entries to leave out. */
                offset?: number;
                /** @description How many entries at most. */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description The id of the attendant. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Live sessions first; those that are over are `aborted`. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example [
                     *       {
                     *         "sessionTopic": "server/sessions/70912860-e641-11f1-9380-bba89cdc5683/Xq3nT0v8Zk1sYb7LwR5cJd2HfG9mPa4e",
                     *         "sessionId": "Xq3nT0v8Zk1sYb7LwR5cJd2HfG9mPa4e",
                     *         "lastMessages": [
                     *           {
                     *             "from": {
                     *               "id": "bob",
                     *               "email": "bob@example.com",
                     *               "name": "Bob",
                     *               "avatarURL": null,
                     *               "type": "support/firstLevel"
                     *             },
                     *             "timestamp": 1545391989000,
                     *             "content": "Hello",
                     *             "readAt": 1545391998000
                     *           }
                     *         ],
                     *         "customer": {
                     *           "id": "70912860-e641-11f1-9380-bba89cdc5683",
                     *           "name": "Ann",
                     *           "avatarURL": null
                     *         },
                     *         "requestID": "r1",
                     *         "keepAliveTTL": 600000,
                     *         "createdAt": 1545391989000,
                     *         "status": "online",
                     *         "assignedAttendants": [
                     *           "bob"
                     *         ],
                     *         "sessionTemplate": {
                     *           "customersAllowed": 1,
                     *           "attendants": [
                     *             {
                     *               "type": "support/firstLevel",
                     *               "required": true
                     *             }
                     *           ]
                     *         }
                     *       }
                     *     ]
                     */
                    "application/json": components["schemas"]["SessionShape"][];
                };
            };
            /** @description The request is wrong; `field` names where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Who asks is not known, or may not. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says in how many seconds to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The service that Chimp asks for this gives no usable answer. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The store can not be used now: try later. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getConfigAttendant: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The configuration. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "keepAliveTTL": 600000,
                     *       "timeZone": "…"
                     *     }
                     */
                    "application/json": components["schemas"]["AttendantConfiguration"];
                };
            };
            /** @description Too many requests; `Retry-After` says in how many seconds to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getDesk: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Subscribe `client/desk/#` first, then take this, then what came meanwhile. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "availability": {
                     *         "protocolVersion": 1,
                     *         "attendants": 1,
                     *         "available": 1,
                     *         "waiting": 1,
                     *         "at": 1
                     *       },
                     *       "attendants": [
                     *         {
                     *           "attendant": {
                     *             "id": "bob",
                     *             "email": "bob@example.com",
                     *             "name": "Bob",
                     *             "avatarURL": null,
                     *             "type": "support/firstLevel"
                     *           },
                     *           "state": "online",
                     *           "sessions": 1,
                     *           "limit": 1
                     *         }
                     *       ],
                     *       "sessions": [
                     *         {
                     *           "sessionId": "Xq3nT0v8Zk1sYb7LwR5cJd2HfG9mPa4e",
                     *           "sessionTopic": "server/sessions/70912860-e641-11f1-9380-bba89cdc5683/Xq3nT0v8Zk1sYb7LwR5cJd2HfG9mPa4e",
                     *           "customer": {
                     *             "id": "70912860-e641-11f1-9380-bba89cdc5683",
                     *             "name": "Ann",
                     *             "avatarURL": null
                     *           },
                     *           "customerOnline": true,
                     *           "page": {
                     *             "url": "https://www.example.com/prices",
                     *             "title": "Prices"
                     *           },
                     *           "leftMessage": true,
                     *           "status": "online",
                     *           "type": "support/firstLevel",
                     *           "createdAt": 1545391989000,
                     *           "waitingSince": 1,
                     *           "assignedAttendants": [
                     *             "bob"
                     *           ],
                     *           "offeredTo": "…",
                     *           "offerExpiresAt": 1,
                     *           "declinedBy": [
                     *             "…"
                     *           ],
                     *           "lastSeq": 2,
                     *           "closedAt": 1,
                     *           "reason": "expired",
                     *           "closedBy": "…",
                     *           "closeNote": "…",
                     *           "rating": {
                     *             "score": 5,
                     *             "comment": "Thank you"
                     *           },
                     *           "lastMessage": {
                     *             "seq": 2,
                     *             "from": {
                     *               "kind": "customer",
                     *               "id": "0b5a7f1e-98a5-4c3e-b8e3-0f5f2d7f6a11",
                     *               "name": "Ann"
                     *             },
                     *             "content": "Hello",
                     *             "storedAt": 1545391989020
                     *           },
                     *           "unread": 1
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["DeskShape"];
                };
            };
            /** @description Who asks is not known, or may not. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says in how many seconds to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The service that Chimp asks for this gives no usable answer. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The store can not be used now: try later. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getSessions: {
        parameters: {
            query?: {
                /** @description Which of them. */
                state?: "open" | "closed" | "all";
                /** @description What is looked for in the customer's name, id and details (an e-mail, say): each word of it is to be the beginning of one of theirs, without case and accents. */
                q?: string;
                /** @description Who serves it, or did so last: an id. */
                attendant?: string;
                /** @description Whose it is: an id. */
                customer?: string;
                /** @description How many entries to leave out. */
                offset?: number;
                /** @description How many entries at most. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description How each of them stands, and what was said in it last. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example [
                     *       {
                     *         "sessionId": "Xq3nT0v8Zk1sYb7LwR5cJd2HfG9mPa4e",
                     *         "sessionTopic": "server/sessions/70912860-e641-11f1-9380-bba89cdc5683/Xq3nT0v8Zk1sYb7LwR5cJd2HfG9mPa4e",
                     *         "customer": {
                     *           "id": "70912860-e641-11f1-9380-bba89cdc5683",
                     *           "name": "Ann",
                     *           "avatarURL": null
                     *         },
                     *         "customerOnline": true,
                     *         "page": {
                     *           "url": "https://www.example.com/prices",
                     *           "title": "Prices"
                     *         },
                     *         "leftMessage": true,
                     *         "status": "online",
                     *         "type": "support/firstLevel",
                     *         "createdAt": 1545391989000,
                     *         "waitingSince": 1,
                     *         "assignedAttendants": [
                     *           "bob"
                     *         ],
                     *         "offeredTo": "…",
                     *         "offerExpiresAt": 1,
                     *         "declinedBy": [
                     *           "…"
                     *         ],
                     *         "lastSeq": 2,
                     *         "closedAt": 1,
                     *         "reason": "expired",
                     *         "closedBy": "…",
                     *         "closeNote": "…",
                     *         "rating": {
                     *           "score": 5,
                     *           "comment": "Thank you"
                     *         },
                     *         "lastMessage": {
                     *           "seq": 2,
                     *           "from": {
                     *             "kind": "customer",
                     *             "id": "0b5a7f1e-98a5-4c3e-b8e3-0f5f2d7f6a11",
                     *             "name": "Ann"
                     *           },
                     *           "content": "Hello",
                     *           "storedAt": 1545391989020
                     *         },
                     *         "unread": 1
                     *       }
                     *     ]
                     */
                    "application/json": components["schemas"]["DeskSession"][];
                };
            };
            /** @description The request is wrong; `field` names where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Who asks is not known, or may not. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says in how many seconds to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The service that Chimp asks for this gives no usable answer. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The store can not be used now: try later. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postChimpassistAuth: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "email": "bob@example.com",
                 *       "password": "correct horse battery"
                 *     }
                 */
                "application/json": components["schemas"]["Credentials"];
            };
        };
        responses: {
            /** @description The attendant. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "bob",
                     *       "email": "bob@example.com",
                     *       "name": "Bob",
                     *       "avatarURL": null,
                     *       "type": "support/firstLevel"
                     *     }
                     */
                    "application/json": components["schemas"]["AttendantShape"];
                };
            };
            /** @description The request is wrong; `field` names where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Who asks is not known, or may not. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Who asks is known, and may not; or its page is of no origin that is allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The body has not arrived within `http.transfer_timeout`. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is larger than `http.max_body_bytes`. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON, or compressed. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says in how many seconds to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The service that Chimp asks for this gives no usable answer. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The store can not be used now: try later. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postLogin: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "email": "bob@example.com",
                 *       "password": "correct horse battery"
                 *     }
                 */
                "application/json": components["schemas"]["LogInRequest"];
            };
        };
        responses: {
            /** @description Who is logged in and until when; sets the cookie unless a token was wanted. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "expiresAt": 1,
                     *       "attendant": {
                     *         "id": "0b5a7f1e-98a5-4c3e-b8e3-0f5f2d7f6a11",
                     *         "email": "bob@example.com",
                     *         "name": "Ann",
                     *         "avatarURL": "…",
                     *         "type": "support/firstLevel",
                     *         "isAdministrator": true,
                     *         "maxSessions": 1
                     *       },
                     *       "token": "eyJhbGciOi…"
                     *     }
                     */
                    "application/json": components["schemas"]["LogInShape"];
                };
            };
            /** @description The request is wrong; `field` names where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Who asks is not known, or may not. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Who asks is known, and may not; or its page is of no origin that is allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The body has not arrived within `http.transfer_timeout`. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is larger than `http.max_body_bytes`. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON, or compressed. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says in how many seconds to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The service that Chimp asks for this gives no usable answer. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The store can not be used now: try later. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postLogout: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["LogOutRequest"];
            };
        };
        responses: {
            /** @description There is no such log-in any more. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request is wrong; `field` names where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Who asks is not known, or may not. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Who asks is known, and may not; or its page is of no origin that is allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The body has not arrived within `http.transfer_timeout`. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is larger than `http.max_body_bytes`. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON, or compressed. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says in how many seconds to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The service that Chimp asks for this gives no usable answer. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The store can not be used now: try later. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The attendant. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0b5a7f1e-98a5-4c3e-b8e3-0f5f2d7f6a11",
                     *       "email": "bob@example.com",
                     *       "name": "Ann",
                     *       "avatarURL": "…",
                     *       "type": "support/firstLevel",
                     *       "isAdministrator": true,
                     *       "maxSessions": 1,
                     *       "mustChangePassword": true
                     *     }
                     */
                    "application/json": components["schemas"]["MyselfShape"];
                };
            };
            /** @description Who asks is not known, or may not. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says in how many seconds to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The service that Chimp asks for this gives no usable answer. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The store can not be used now: try later. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    patchMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Ann",
                 *       "email": "bob@example.com"
                 *     }
                 */
                "application/json": components["schemas"]["ProfileChange"];
            };
        };
        responses: {
            /** @description The attendant as they are now; their MQTT connections end if that is new. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0b5a7f1e-98a5-4c3e-b8e3-0f5f2d7f6a11",
                     *       "email": "bob@example.com",
                     *       "name": "Ann",
                     *       "avatarURL": "…",
                     *       "type": "support/firstLevel",
                     *       "isAdministrator": true,
                     *       "maxSessions": 1,
                     *       "mustChangePassword": true
                     *     }
                     */
                    "application/json": components["schemas"]["MyselfShape"];
                };
            };
            /** @description The request is wrong; `field` names where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Who asks is not known, or may not. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Who asks is known, and may not; or its page is of no origin that is allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The body has not arrived within `http.transfer_timeout`. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Not as things stand now. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is larger than `http.max_body_bytes`. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON, or compressed. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says in how many seconds to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The service that Chimp asks for this gives no usable answer. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The store can not be used now: try later. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postMePassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "current": "…",
                 *       "password": "correct horse battery"
                 *     }
                 */
                "application/json": components["schemas"]["PasswordChange"];
            };
        };
        responses: {
            /** @description It is changed, and the log-in of this request goes on; MQTT connections end. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request is wrong; `field` names where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Who asks is not known, or may not. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Who asks is known, and may not; or its page is of no origin that is allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The body has not arrived within `http.transfer_timeout`. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Not as things stand now. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is larger than `http.max_body_bytes`. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON, or compressed. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says in how many seconds to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The service that Chimp asks for this gives no usable answer. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The store can not be used now: try later. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getAttendants: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them, with those that are disabled. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example [
                     *       {
                     *         "id": "0b5a7f1e-98a5-4c3e-b8e3-0f5f2d7f6a11",
                     *         "email": "bob@example.com",
                     *         "name": "Ann",
                     *         "avatarURL": "…",
                     *         "type": "support/firstLevel",
                     *         "isAdministrator": true,
                     *         "maxSessions": 1,
                     *         "disabled": true,
                     *         "createdAt": 1545391989000,
                     *         "mustChangePassword": true
                     *       }
                     *     ]
                     */
                    "application/json": components["schemas"]["KeptAccountShape"][];
                };
            };
            /** @description Who asks is not known, or may not. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Who asks is known, and may not; or its page is of no origin that is allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Not as things stand now. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says in how many seconds to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The service that Chimp asks for this gives no usable answer. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The store can not be used now: try later. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postAttendants: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "email": "bob@example.com",
                 *       "name": "Ann"
                 *     }
                 */
                "application/json": components["schemas"]["NewAccount"];
            };
        };
        responses: {
            /** @description The account. Its password is told now and never again. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0b5a7f1e-98a5-4c3e-b8e3-0f5f2d7f6a11",
                     *       "email": "bob@example.com",
                     *       "name": "Ann",
                     *       "avatarURL": "…",
                     *       "type": "support/firstLevel",
                     *       "isAdministrator": true,
                     *       "maxSessions": 1,
                     *       "disabled": true,
                     *       "createdAt": 1545391989000,
                     *       "mustChangePassword": true,
                     *       "oneTimePassword": "…"
                     *     }
                     */
                    "application/json": components["schemas"]["InvitedShape"];
                };
            };
            /** @description The request is wrong; `field` names where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Who asks is not known, or may not. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Who asks is known, and may not; or its page is of no origin that is allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The body has not arrived within `http.transfer_timeout`. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Not as things stand now. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is larger than `http.max_body_bytes`. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON, or compressed. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says in how many seconds to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The service that Chimp asks for this gives no usable answer. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The store can not be used now: try later. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    patchAttendantsId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the attendant. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Ann",
                 *       "email": "bob@example.com"
                 *     }
                 */
                "application/json": components["schemas"]["AccountChange"];
            };
        };
        responses: {
            /** @description The account as it is now. What is no longer true of it ends: connections, and the log-ins of one that is locked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0b5a7f1e-98a5-4c3e-b8e3-0f5f2d7f6a11",
                     *       "email": "bob@example.com",
                     *       "name": "Ann",
                     *       "avatarURL": "…",
                     *       "type": "support/firstLevel",
                     *       "isAdministrator": true,
                     *       "maxSessions": 1,
                     *       "disabled": true,
                     *       "createdAt": 1545391989000,
                     *       "mustChangePassword": true
                     *     }
                     */
                    "application/json": components["schemas"]["KeptAccountShape"];
                };
            };
            /** @description The request is wrong; `field` names where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Who asks is not known, or may not. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Who asks is known, and may not; or its page is of no origin that is allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The body has not arrived within `http.transfer_timeout`. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Not as things stand now. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is larger than `http.max_body_bytes`. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON, or compressed. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says in how many seconds to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The service that Chimp asks for this gives no usable answer. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The store can not be used now: try later. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postAttendantsIdPassword: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the attendant. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Told now and never again; their log-ins and connections have ended. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "oneTimePassword": "…"
                     *     }
                     */
                    "application/json": components["schemas"]["OneTimePasswordShape"];
                };
            };
            /** @description The request is wrong; `field` names where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Who asks is not known, or may not. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Who asks is known, and may not; or its page is of no origin that is allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The body has not arrived within `http.transfer_timeout`. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Not as things stand now. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is larger than `http.max_body_bytes`. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON, or compressed. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says in how many seconds to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The service that Chimp asks for this gives no usable answer. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The store can not be used now: try later. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getBans: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All bans that hold, the newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example [
                     *       {
                     *         "kind": "customer",
                     *         "value": "…",
                     *         "createdAt": 1545391989000,
                     *         "until": 1,
                     *         "by": "…",
                     *         "byName": "…",
                     *         "because": "…"
                     *       }
                     *     ]
                     */
                    "application/json": components["schemas"]["BanShape"][];
                };
            };
            /** @description Who asks is not known, or may not. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Who asks is known, and may not; or its page is of no origin that is allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says in how many seconds to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The service that Chimp asks for this gives no usable answer. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The store can not be used now: try later. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postBans: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "kind": "customer",
                 *       "value": "…",
                 *       "minutes": 60
                 *     }
                 */
                "application/json": components["schemas"]["NewBan"];
            };
        };
        responses: {
            /** @description The ban, in place of a former one. What they have open is closed, and their connections have ended; attendants are never kept out by where they come from. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "kind": "customer",
                     *       "value": "…",
                     *       "createdAt": 1545391989000,
                     *       "until": 1,
                     *       "by": "…",
                     *       "byName": "…",
                     *       "because": "…"
                     *     }
                     */
                    "application/json": components["schemas"]["BanShape"];
                };
            };
            /** @description The request is wrong; `field` names where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Who asks is not known, or may not. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Who asks is known, and may not; or its page is of no origin that is allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The body has not arrived within `http.transfer_timeout`. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is larger than `http.max_body_bytes`. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON, or compressed. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says in how many seconds to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The service that Chimp asks for this gives no usable answer. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The store can not be used now: try later. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteBansKindValue: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description What is banned. */
                kind: "customer" | "address";
                /** @description A customer's id or an address, as `GET /bans` has it (a `/` as `%2F`). */
                value: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description They are let in again. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request is wrong; `field` names where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Who asks is not known, or may not. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Who asks is known, and may not; or its page is of no origin that is allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The body has not arrived within `http.transfer_timeout`. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is larger than `http.max_body_bytes`. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON, or compressed. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says in how many seconds to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The service that Chimp asks for this gives no usable answer. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The store can not be used now: try later. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getChimpassistCustomer_idStatistics: {
        parameters: {
            query?: {
                /** @description From when on; a day before the end if left out. */
                start_date_time?: string;
                /** @description Until when; now if left out. */
                end_date_time?: string;
            };
            header?: never;
            path: {
                /** @description The id of the customer. */
                customer_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The rows. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example [
                     *       {
                     *         "label": "…",
                     *         "value": "…"
                     *       }
                     *     ]
                     */
                    "application/json": components["schemas"]["Row"][];
                };
            };
            /** @description The request is wrong; `field` names where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Who asks is not known, or may not. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says in how many seconds to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The service that Chimp asks for this gives no usable answer. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The store can not be used now: try later. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getChimpassistCustomerCustomer_idStatistics: {
        parameters: {
            query?: {
                /** @description From when on; a day before the end if left out. */
                start_date_time?: string;
                /** @description Until when; now if left out. */
                end_date_time?: string;
            };
            header?: never;
            path: {
                /** @description The id of the customer. */
                customer_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The rows. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example [
                     *       {
                     *         "label": "…",
                     *         "value": "…"
                     *       }
                     *     ]
                     */
                    "application/json": components["schemas"]["Row"][];
                };
            };
            /** @description The request is wrong; `field` names where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Who asks is not known, or may not. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says in how many seconds to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The service that Chimp asks for this gives no usable answer. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The store can not be used now: try later. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getChimpassistCustomerCustomer_idContactInfo: {
        parameters: {
            query?: {
                /** @description Who asks, for the site's own service. */
                attendant?: string;
            };
            header?: never;
            path: {
                /** @description The id of the customer. */
                customer_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The rows. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example [
                     *       {
                     *         "label": "…",
                     *         "value": "…"
                     *       }
                     *     ]
                     */
                    "application/json": components["schemas"]["Row"][];
                };
            };
            /** @description The request is wrong; `field` names where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Who asks is not known, or may not. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says in how many seconds to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The service that Chimp asks for this gives no usable answer. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The store can not be used now: try later. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getChimpassistCustomerCustomer_idAdditionalInfo: {
        parameters: {
            query?: {
                /** @description Who asks, for the site's own service. */
                attendant?: string;
            };
            header?: never;
            path: {
                /** @description The id of the customer. */
                customer_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The rows. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example [
                     *       {
                     *         "label": "…",
                     *         "value": "…"
                     *       }
                     *     ]
                     */
                    "application/json": components["schemas"]["Row"][];
                };
            };
            /** @description The request is wrong; `field` names where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Who asks is not known, or may not. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says in how many seconds to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The service that Chimp asks for this gives no usable answer. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The store can not be used now: try later. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getSettingsDesk: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The section, as it is in force. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "name": "Example Shop",
                     *       "isSetUp": true
                     *     }
                     */
                    "application/json": components["schemas"]["DeskSettings"];
                };
            };
            /** @description Who asks is not known, or may not. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says in how many seconds to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The service that Chimp asks for this gives no usable answer. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The store can not be used now: try later. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putSettingsDesk: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Example Shop",
                 *       "isSetUp": true
                 *     }
                 */
                "application/json": components["schemas"]["DeskSettings"];
            };
        };
        responses: {
            /** @description The section, which is in force from now on. Whoever writes last is right. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "name": "Example Shop",
                     *       "isSetUp": true
                     *     }
                     */
                    "application/json": components["schemas"]["DeskSettings"];
                };
            };
            /** @description The request is wrong; `field` names where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Who asks is not known, or may not. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Who asks is known, and may not; or its page is of no origin that is allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The body has not arrived within `http.transfer_timeout`. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is larger than `http.max_body_bytes`. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON, or compressed. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says in how many seconds to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The service that Chimp asks for this gives no usable answer. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The store can not be used now: try later. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getSettingsWidget: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The section, as it is in force. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "accent": "#5b5bd6",
                     *       "position": "right",
                     *       "offsetX": 20,
                     *       "offsetY": 20,
                     *       "language": "auto",
                     *       "theme": "auto",
                     *       "showPoweredBy": true,
                     *       "sound": true,
                     *       "texts": {
                     *         "en": {
                     *           "title": "Talk to us"
                     *         }
                     *       },
                     *       "preChat": {
                     *         "isOn": true,
                     *         "name": "optional",
                     *         "email": "required",
                     *         "consent": false
                     *       },
                     *       "offline": {
                     *         "isOn": true,
                     *         "email": "required"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["WidgetSettings"];
                };
            };
            /** @description Who asks is not known, or may not. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says in how many seconds to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The service that Chimp asks for this gives no usable answer. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The store can not be used now: try later. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putSettingsWidget: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "accent": "#5b5bd6",
                 *       "position": "right",
                 *       "offsetX": 20,
                 *       "offsetY": 20,
                 *       "language": "auto",
                 *       "theme": "auto",
                 *       "showPoweredBy": true,
                 *       "sound": true,
                 *       "texts": {
                 *         "en": {
                 *           "title": "Talk to us"
                 *         }
                 *       },
                 *       "preChat": {
                 *         "isOn": true,
                 *         "name": "optional",
                 *         "email": "required",
                 *         "consent": false
                 *       },
                 *       "offline": {
                 *         "isOn": true,
                 *         "email": "required"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["WidgetSettings"];
            };
        };
        responses: {
            /** @description The section, which is in force from now on. Whoever writes last is right. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "accent": "#5b5bd6",
                     *       "position": "right",
                     *       "offsetX": 20,
                     *       "offsetY": 20,
                     *       "language": "auto",
                     *       "theme": "auto",
                     *       "showPoweredBy": true,
                     *       "sound": true,
                     *       "texts": {
                     *         "en": {
                     *           "title": "Talk to us"
                     *         }
                     *       },
                     *       "preChat": {
                     *         "isOn": true,
                     *         "name": "optional",
                     *         "email": "required",
                     *         "consent": false
                     *       },
                     *       "offline": {
                     *         "isOn": true,
                     *         "email": "required"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["WidgetSettings"];
                };
            };
            /** @description The request is wrong; `field` names where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Who asks is not known, or may not. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Who asks is known, and may not; or its page is of no origin that is allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The body has not arrived within `http.transfer_timeout`. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is larger than `http.max_body_bytes`. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON, or compressed. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says in how many seconds to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The service that Chimp asks for this gives no usable answer. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The store can not be used now: try later. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getSettingsHours: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The section, as it is in force. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "isOn": true,
                     *       "timeZone": "America/Sao_Paulo",
                     *       "week": {
                     *         "monday": [
                     *           {
                     *             "from": "09:00",
                     *             "to": "12:00"
                     *           },
                     *           {
                     *             "from": "13:00",
                     *             "to": "18:00"
                     *           }
                     *         ],
                     *         "tuesday": [
                     *           {
                     *             "from": "09:00",
                     *             "to": "12:00"
                     *           },
                     *           {
                     *             "from": "13:00",
                     *             "to": "18:00"
                     *           }
                     *         ],
                     *         "wednesday": [
                     *           {
                     *             "from": "09:00",
                     *             "to": "12:00"
                     *           },
                     *           {
                     *             "from": "13:00",
                     *             "to": "18:00"
                     *           }
                     *         ],
                     *         "thursday": [
                     *           {
                     *             "from": "09:00",
                     *             "to": "12:00"
                     *           },
                     *           {
                     *             "from": "13:00",
                     *             "to": "18:00"
                     *           }
                     *         ],
                     *         "friday": [
                     *           {
                     *             "from": "09:00",
                     *             "to": "12:00"
                     *           },
                     *           {
                     *             "from": "13:00",
                     *             "to": "18:00"
                     *           }
                     *         ],
                     *         "saturday": [
                     *           {
                     *             "from": "09:00",
                     *             "to": "12:00"
                     *           }
                     *         ],
                     *         "sunday": []
                     *       },
                     *       "closedOn": [
                     *         "2026-12-25"
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["HoursSettings"];
                };
            };
            /** @description Who asks is not known, or may not. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says in how many seconds to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The service that Chimp asks for this gives no usable answer. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The store can not be used now: try later. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putSettingsHours: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "isOn": true,
                 *       "timeZone": "America/Sao_Paulo",
                 *       "week": {
                 *         "monday": [
                 *           {
                 *             "from": "09:00",
                 *             "to": "12:00"
                 *           },
                 *           {
                 *             "from": "13:00",
                 *             "to": "18:00"
                 *           }
                 *         ],
                 *         "tuesday": [
                 *           {
                 *             "from": "09:00",
                 *             "to": "12:00"
                 *           },
                 *           {
                 *             "from": "13:00",
                 *             "to": "18:00"
                 *           }
                 *         ],
                 *         "wednesday": [
                 *           {
                 *             "from": "09:00",
                 *             "to": "12:00"
                 *           },
                 *           {
                 *             "from": "13:00",
                 *             "to": "18:00"
                 *           }
                 *         ],
                 *         "thursday": [
                 *           {
                 *             "from": "09:00",
                 *             "to": "12:00"
                 *           },
                 *           {
                 *             "from": "13:00",
                 *             "to": "18:00"
                 *           }
                 *         ],
                 *         "friday": [
                 *           {
                 *             "from": "09:00",
                 *             "to": "12:00"
                 *           },
                 *           {
                 *             "from": "13:00",
                 *             "to": "18:00"
                 *           }
                 *         ],
                 *         "saturday": [
                 *           {
                 *             "from": "09:00",
                 *             "to": "12:00"
                 *           }
                 *         ],
                 *         "sunday": []
                 *       },
                 *       "closedOn": [
                 *         "2026-12-25"
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["HoursSettings"];
            };
        };
        responses: {
            /** @description The section, which is in force from now on. Whoever writes last is right. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "isOn": true,
                     *       "timeZone": "America/Sao_Paulo",
                     *       "week": {
                     *         "monday": [
                     *           {
                     *             "from": "09:00",
                     *             "to": "12:00"
                     *           },
                     *           {
                     *             "from": "13:00",
                     *             "to": "18:00"
                     *           }
                     *         ],
                     *         "tuesday": [
                     *           {
                     *             "from": "09:00",
                     *             "to": "12:00"
                     *           },
                     *           {
                     *             "from": "13:00",
                     *             "to": "18:00"
                     *           }
                     *         ],
                     *         "wednesday": [
                     *           {
                     *             "from": "09:00",
                     *             "to": "12:00"
                     *           },
                     *           {
                     *             "from": "13:00",
                     *             "to": "18:00"
                     *           }
                     *         ],
                     *         "thursday": [
                     *           {
                     *             "from": "09:00",
                     *             "to": "12:00"
                     *           },
                     *           {
                     *             "from": "13:00",
                     *             "to": "18:00"
                     *           }
                     *         ],
                     *         "friday": [
                     *           {
                     *             "from": "09:00",
                     *             "to": "12:00"
                     *           },
                     *           {
                     *             "from": "13:00",
                     *             "to": "18:00"
                     *           }
                     *         ],
                     *         "saturday": [
                     *           {
                     *             "from": "09:00",
                     *             "to": "12:00"
                     *           }
                     *         ],
                     *         "sunday": []
                     *       },
                     *       "closedOn": [
                     *         "2026-12-25"
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["HoursSettings"];
                };
            };
            /** @description The request is wrong; `field` names where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Who asks is not known, or may not. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Who asks is known, and may not; or its page is of no origin that is allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The body has not arrived within `http.transfer_timeout`. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is larger than `http.max_body_bytes`. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON, or compressed. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says in how many seconds to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The service that Chimp asks for this gives no usable answer. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The store can not be used now: try later. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getSettingsAccess: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is in force; never the key. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "allowedOrigins": [
                     *         "https://shop.example"
                     *       ],
                     *       "configuredOrigins": [],
                     *       "siteKey": {
                     *         "state": "stored",
                     *         "createdAt": 1545391989000
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["AccessShape"];
                };
            };
            /** @description Who asks is not known, or may not. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Who asks is known, and may not; or its page is of no origin that is allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says in how many seconds to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The service that Chimp asks for this gives no usable answer. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The store can not be used now: try later. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putSettingsAccess: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "allowedOrigins": [
                 *         "https://shop.example"
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["AccessSettings"];
            };
        };
        responses: {
            /** @description What is in force from now on, for whoever comes from now on. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "allowedOrigins": [
                     *         "https://shop.example"
                     *       ],
                     *       "configuredOrigins": [],
                     *       "siteKey": {
                     *         "state": "stored",
                     *         "createdAt": 1545391989000
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["AccessShape"];
                };
            };
            /** @description The request is wrong; `field` names where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Who asks is not known, or may not. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Who asks is known, and may not; or its page is of no origin that is allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The body has not arrived within `http.transfer_timeout`. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is larger than `http.max_body_bytes`. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON, or compressed. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says in how many seconds to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The service that Chimp asks for this gives no usable answer. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The store can not be used now: try later. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postSettingsAccessSiteKey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The key, this once. What was signed with a former one counts no more. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "secret": "…"
                     *     }
                     */
                    "application/json": components["schemas"]["SiteKeySecret"];
                };
            };
            /** @description Who asks is not known, or may not. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Who asks is known, and may not; or its page is of no origin that is allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The body has not arrived within `http.transfer_timeout`. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Not as things stand now. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is larger than `http.max_body_bytes`. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON, or compressed. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says in how many seconds to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The service that Chimp asks for this gives no usable answer. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The store can not be used now: try later. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteSettingsAccessSiteKey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description There is none, and what the site signs counts no more. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Who asks is not known, or may not. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Who asks is known, and may not; or its page is of no origin that is allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The body has not arrived within `http.transfer_timeout`. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Not as things stand now. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is larger than `http.max_body_bytes`. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON, or compressed. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says in how many seconds to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The service that Chimp asks for this gives no usable answer. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The store can not be used now: try later. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getCannedAnswers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answers, by their shortcuts. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example [
                     *       {
                     *         "id": "a1",
                     *         "shortcut": "hello",
                     *         "title": "Greeting",
                     *         "content": "Hello {{customer.name}}, how can I help you?",
                     *         "changedAt": 1545391989000
                     *       }
                     *     ]
                     */
                    "application/json": components["schemas"]["CannedAnswerShape"][];
                };
            };
            /** @description Who asks is not known, or may not. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says in how many seconds to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The service that Chimp asks for this gives no usable answer. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The store can not be used now: try later. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postCannedAnswers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "shortcut": "hello",
                 *       "title": "Greeting",
                 *       "content": "Hello {{customer.name}}, how can I help you?"
                 *     }
                 */
                "application/json": components["schemas"]["CannedAnswerPayload"];
            };
        };
        responses: {
            /** @description The answer, with its id. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "a1",
                     *       "shortcut": "hello",
                     *       "title": "Greeting",
                     *       "content": "Hello {{customer.name}}, how can I help you?",
                     *       "changedAt": 1545391989000
                     *     }
                     */
                    "application/json": components["schemas"]["CannedAnswerShape"];
                };
            };
            /** @description The request is wrong; `field` names where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Who asks is not known, or may not. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Who asks is known, and may not; or its page is of no origin that is allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The body has not arrived within `http.transfer_timeout`. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Not as things stand now. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is larger than `http.max_body_bytes`. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON, or compressed. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says in how many seconds to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The service that Chimp asks for this gives no usable answer. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The store can not be used now: try later. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putCannedAnswersId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the canned answer. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "shortcut": "hello",
                 *       "title": "Greeting",
                 *       "content": "Hello {{customer.name}}, how can I help you?"
                 *     }
                 */
                "application/json": components["schemas"]["CannedAnswerPayload"];
            };
        };
        responses: {
            /** @description The answer, as it is now. Whoever writes last is right. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "a1",
                     *       "shortcut": "hello",
                     *       "title": "Greeting",
                     *       "content": "Hello {{customer.name}}, how can I help you?",
                     *       "changedAt": 1545391989000
                     *     }
                     */
                    "application/json": components["schemas"]["CannedAnswerShape"];
                };
            };
            /** @description The request is wrong; `field` names where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Who asks is not known, or may not. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Who asks is known, and may not; or its page is of no origin that is allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The body has not arrived within `http.transfer_timeout`. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Not as things stand now. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is larger than `http.max_body_bytes`. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON, or compressed. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says in how many seconds to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The service that Chimp asks for this gives no usable answer. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The store can not be used now: try later. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteCannedAnswersId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the canned answer. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request is wrong; `field` names where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Who asks is not known, or may not. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Who asks is known, and may not; or its page is of no origin that is allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The body has not arrived within `http.transfer_timeout`. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is larger than `http.max_body_bytes`. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON, or compressed. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says in how many seconds to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The service that Chimp asks for this gives no usable answer. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The store can not be used now: try later. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getWidgetConfiguration: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is in force now. Its ETag changes when that does. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "deskName": "…",
                     *       "widget": {
                     *         "accent": "#5b5bd6",
                     *         "position": "right",
                     *         "offsetX": 20,
                     *         "offsetY": 20,
                     *         "language": "auto",
                     *         "theme": "auto",
                     *         "showPoweredBy": true,
                     *         "sound": true,
                     *         "texts": {
                     *           "en": {
                     *             "title": "Talk to us"
                     *           }
                     *         },
                     *         "preChat": {
                     *           "isOn": true,
                     *           "name": "optional",
                     *           "email": "required",
                     *           "consent": false
                     *         },
                     *         "offline": {
                     *           "isOn": true,
                     *           "email": "required"
                     *         }
                     *       },
                     *       "hours": {
                     *         "isOpen": true,
                     *         "changesAt": 1545395589000
                     *       },
                     *       "mqttPath": "…",
                     *       "baseTopic": "…",
                     *       "maxMessageLength": 1,
                     *       "keepAliveTTL": 600000,
                     *       "protocolVersion": 1,
                     *       "needsIdentity": true,
                     *       "languages": [
                     *         "…"
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["WidgetConfiguration"];
                };
            };
            /** @description Too many requests; `Retry-After` says in how many seconds to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getHealthz: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "alive"
                     *     }
                     */
                    "application/json": components["schemas"]["Alive"];
                };
            };
        };
    };
    getReadyz: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Every part works. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "ready",
                     *       "checks": {},
                     *       "self_check": {
                     *         "last_success_at": 1,
                     *         "milliseconds": 1,
                     *         "failing_since": 1
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Readiness"];
                };
            };
            /** @description Not now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "ready",
                     *       "checks": {},
                     *       "self_check": {
                     *         "last_success_at": 1,
                     *         "milliseconds": 1,
                     *         "failing_since": 1
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Readiness"];
                };
            };
        };
    };
    getMetrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The metrics, in the text format of Prometheus. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            /** @description Too many requests; `Retry-After` says in how many seconds to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getOpenapiJson: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The document. Its ETag changes only with the server. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description Too many requests; `Retry-After` says in how many seconds to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getAsyncapiJson: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The document. Its ETag changes only with the server. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description Too many requests; `Retry-After` says in how many seconds to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getDocs: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The document. Its ETag changes only with the server. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description Too many requests; `Retry-After` says in how many seconds to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getDocsHttp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The document. Its ETag changes only with the server. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description Too many requests; `Retry-After` says in how many seconds to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getDocsMqtt: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The document. Its ETag changes only with the server. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description Too many requests; `Retry-After` says in how many seconds to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getDocsStyleCss: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The document. Its ETag changes only with the server. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/css": string;
                };
            };
            /** @description Too many requests; `Retry-After` says in how many seconds to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getMqtt: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A WebSocket that carries MQTT. */
            101: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request is wrong; `field` names where. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Who asks is known, and may not; or its page is of no origin that is allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says in how many seconds to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The store can not be used now: try later. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
