namespace Switchyard.Gateway;

/// <summary>Reads the policy file.</summary>
internal static class PolicyFile
{
    /// <exception cref="SwitchyardConfigurationException">It cannot be read, or is no policy.</exception>
    public static Policy Read(string file)
    {
        string text;
        try
        {
            text = File.ReadAllText(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SwitchyardConfigurationException([$"The policy file {file} cannot be read ({exception.GetType().Name}); name another with --policy."]);
        }

        var errors = new List<ConfigurationError>();
        var policy = PolicyReader.Read(file, text, errors);
        return errors.Count == 0 && policy is not null
            ? policy
            : throw new SwitchyardConfigurationException([.. errors.Select(error => error.ToString())]);
    }
}
