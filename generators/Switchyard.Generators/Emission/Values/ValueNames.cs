namespace Switchyard.Generators;

/// <summary>The functions of a class that read and write its values, each once whatever number of tasks uses it.</summary>
internal sealed class ValueNames
{
    /// <summary>The nested class that holds the functions: there they see what is private to the class.</summary>
    public const string Holder = "SwitchyardJson";

    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);
    private readonly List<string> _taken = [Holder];

    /// <summary>The name of the function that reads an object or an enum.</summary>
    public string Reader(ValueModel type) => Name("read " + type.Type, "Read" + type.Name);

    /// <summary>The name of the function that writes an object or an enum.</summary>
    public string Writer(ValueModel type) => Name("write " + type.Type, "Write" + type.Name);

    /// <summary>The name of the function that reads a whole answer.</summary>
    public string Answer(AnswerModel answer) => Name("answer " + answer.Type, answer.Value!.RootType.Name + "Answer");

    /// <summary>The name of the field that holds a regular expression.</summary>
    public string Pattern(string pattern) => Name("pattern " + pattern, "s_pattern");

    private string Name(string key, string wanted)
    {
        if (_names.TryGetValue(key, out var known))
            return known;

        var name = Identifier.Unique(wanted, _taken);
        _taken.Add(name);
        _names.Add(key, name);
        return name;
    }
}
