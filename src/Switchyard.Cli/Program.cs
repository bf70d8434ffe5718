return await Switchyard.Cli.CommandLine.Create().Parse(args).InvokeAsync().ConfigureAwait(false);
