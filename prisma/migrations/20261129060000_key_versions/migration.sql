-- A sign-in notes when a wallet or an identity was used, which no page but its member's shows. A column that is added later counts
-- as shown until it is named here.
DROP TRIGGER "Wallet_touch" ON "Wallet";
CREATE TRIGGER "Wallet_touch" AFTER INSERT OR DELETE OR TRUNCATE ON "Wallet" FOR EACH STATEMENT EXECUTE FUNCTION "touch_content"();
CREATE TRIGGER "Wallet_changed" AFTER UPDATE ON "Wallet" FOR EACH ROW EXECUTE FUNCTION "touch_threads_of_update"('lists', 'lastUsedAt', 'ensCheckedAt');
DROP TRIGGER "Identity_touch" ON "Identity";
CREATE TRIGGER "Identity_touch" AFTER INSERT OR DELETE OR TRUNCATE ON "Identity" FOR EACH STATEMENT EXECUTE FUNCTION "touch_content"();
CREATE TRIGGER "Identity_changed" AFTER UPDATE ON "Identity" FOR EACH ROW EXECUTE FUNCTION "touch_threads_of_update"('lists', 'lastUsedAt');
