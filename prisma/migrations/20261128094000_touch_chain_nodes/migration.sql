-- A chain's page says how many nodes are asked: a change of them is a change of content.
CREATE TRIGGER "ChainNode_touch" AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON "ChainNode" FOR EACH STATEMENT EXECUTE FUNCTION "touch_content"();
