/** Style sheets are imported for the bundler, which sets them apart. */
declare module "*.css";
