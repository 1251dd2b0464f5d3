/**
 * Functions of Postgres that only compute (PostgreSQL manual, chapter 9): stable or immutable, or volatile without an
 * effect that another statement could see (`random`, `clock_timestamp`, `gen_random_uuid`).
 */
export const harmlessFunctions: ReadonlySet<string> = new Set(
  `abs acos age array_agg array_append array_cat array_length array_ndims array_position array_positions array_prepend
  array_remove array_replace array_to_json array_to_string array_upper array_lower ascii asin atan atan2 avg
  bit_and bit_or bit_length bool_and bool_or btrim cardinality cbrt ceil ceiling char_length character_length chr
  clock_timestamp coalesce concat concat_ws convert_from convert_to corr cos cot count covar_pop covar_samp cume_dist
  current_database current_schema current_schemas current_setting current_user current_date
  date date_bin date_part date_trunc decode degrees dense_rank div encode every exp extract first_value floor format
  gen_random_uuid generate_series generate_subscripts greatest has_table_privilege hashtext hashtextextended initcap isfinite
  json_agg json_array_elements json_array_elements_text json_array_length json_build_array json_build_object json_each
  json_each_text json_extract_path json_extract_path_text json_object json_object_agg json_object_keys
  json_populate_record json_populate_recordset json_strip_nulls json_to_record json_to_recordset json_typeof
  jsonb_agg jsonb_array_elements jsonb_array_elements_text jsonb_array_length jsonb_build_array jsonb_build_object
  jsonb_each jsonb_each_text jsonb_extract_path jsonb_extract_path_text jsonb_insert jsonb_object jsonb_object_agg
  jsonb_object_keys jsonb_path_exists jsonb_path_match jsonb_path_query jsonb_path_query_array jsonb_path_query_first
  jsonb_populate_record jsonb_populate_recordset jsonb_pretty jsonb_set jsonb_set_lax jsonb_strip_nulls
  jsonb_to_record jsonb_to_recordset jsonb_typeof justify_days justify_hours justify_interval lag last_value lead least
  left length ln localtimestamp log log10 lower lpad ltrim make_date make_interval make_time make_timestamp
  make_timestamptz max md5 min mod mode now nth_value ntile nullif num_nonnulls num_nulls numnode octet_length overlay
  parse_ident percent_rank percentile_cont percentile_disc pg_backend_pid pg_column_size pg_database_size pg_get_expr
  pg_relation_size pg_size_pretty pg_total_relation_size pg_typeof phraseto_tsquery pi plainto_tsquery position power
  pow quote_ident quote_literal quote_nullable querytree radians random range_agg rank regexp_count regexp_instr
  regexp_like regexp_match regexp_matches regexp_replace regexp_split_to_array regexp_split_to_table regexp_substr
  regr_avgx regr_avgy regr_count regr_slope repeat replace reverse right round row_number row_to_json row_security_active
  rpad rtrim session_user setweight sha224 sha256 sha384 sha512 sign similarity sin split_part sqrt starts_with
  statement_timestamp stddev stddev_pop stddev_samp string_agg string_to_array string_to_table strip strpos substr
  substring sum tan timeofday timezone to_char to_date to_hex to_json to_jsonb to_number to_regclass to_timestamp
  to_tsquery to_tsvector transaction_timestamp translate trim trim_array trunc ts_headline ts_rank ts_rank_cd
  tstzrange tsrange daterange int4range int8range numrange unaccent unnest upper upper_inf lower_inf isempty
  uuid_generate_v4 uuid_generate_v1 uuidv4 uuidv7 var_pop var_samp variance version websearch_to_tsquery width_bucket
  word_similarity xmlagg st_distance st_dwithin st_makepoint st_setsrid st_within st_contains st_intersects st_asgeojson
  st_x st_y earth_distance ll_to_earth earth_box`.split(/\s+/),
);

/** Functions whose effect ends with the transaction: outside one they do nothing, or something else (PRISMA.md 1.D). */
export const transactionBoundFunctions: ReadonlySet<string> = new Set([
  "set_config",
  "pg_advisory_lock",
  "pg_advisory_lock_shared",
  "pg_advisory_unlock",
  "pg_advisory_unlock_all",
  "pg_advisory_xact_lock",
  "pg_advisory_xact_lock_shared",
  "pg_try_advisory_lock",
  "pg_try_advisory_lock_shared",
  "pg_try_advisory_xact_lock",
  "pg_try_advisory_xact_lock_shared",
  "pg_notify",
  "txid_current",
  "pg_current_xact_id",
]);
